/* The routes of the OParl interface: anybody's, to read. */
#include "oparl.h"

const struct route routes_oparl[] = {
	{false, "/oparl", NEED_NOBODY, 0, false, false, oparl_system, "oparl"},
	{false, "/oparl/list/:list", NEED_NOBODY, 0, false, false, oparl_list, "oparl.list"},
	{false, "/oparl/object/:object", NEED_NOBODY, 0, false, false, oparl_object, "oparl.object"},
	{false, "/oparl/object/:object/:list", NEED_NOBODY, 0, false, false, oparl_list_of, "oparl.list_of"},
	{false, "/oparl/file/:object", NEED_NOBODY, 0, false, false, oparl_file, "oparl.file"},
	{false, "/oparl/file/:object/download", NEED_NOBODY, 0, false, false, oparl_download, "oparl.download"},
};
const size_t routes_oparl_count = sizeof routes_oparl / sizeof *routes_oparl;
