/* The API's routes. A key opens nothing that the person's posts would not open
 * on the pages; the petitioner's calls need the query code in the body. */
#include "../base/limits.h"
#include "api.h"

const struct route routes_api[] = {
	{false, "/api/v1/matters", NEED_KEY, 0, false, false, api_matters, "api.matters"},
	{false, "/api/v1/matters/:number", NEED_KEY, 0, false, false, api_matter, "api.matter"},
	{true, "/api/v1/matters/:number/:act", NEED_KEY, LIMIT_FORM_BYTES, false, false, api_matter_act, "api.act"},
	{true, "/api/v1/petitions/:procedure", NEED_KEY, LIMIT_FORM_BYTES, false, false, api_register, "api.register"},
	{false, "/api/v1/bodies", NEED_KEY, 0, false, false, api_bodies, "api.bodies"},
	{false, "/api/v1/bodies/:code", NEED_KEY, 0, false, false, api_body, "api.body"},
	{true, "/api/v1/meetings", NEED_KEY, LIMIT_FORM_BYTES, false, false, api_convene, "api.convene"},
	{true, "/api/v1/directives", NEED_KEY, LIMIT_FORM_BYTES, false, false, api_take_up, "api.take_up"},
	{false, "/api/v1/campaigns", NEED_KEY, 0, false, false, api_campaigns, "api.campaigns"},
	{true, "/api/v1/campaigns", NEED_KEY, LIMIT_FORM_BYTES, false, false, api_open_campaign, "api.open_campaign"},
	{true, "/api/v1/campaigns/:number/findings", NEED_KEY, LIMIT_FORM_BYTES, true, false, api_take_findings, "api.take_findings"},
	{true, "/api/v1/findings", NEED_KEY, LIMIT_FORM_BYTES, false, false, api_record_finding, "api.record_finding"},
	{false, "/api/v1/programmes", NEED_KEY, 0, false, false, api_programmes, "api.programmes"},
	{false, "/api/v1/supervision", NEED_KEY, 0, false, false, api_supervision, "api.supervision"},
	{true, "/api/v1/supervision", NEED_KEY, LIMIT_FORM_BYTES, false, false, api_sup_begin, "api.sup_begin"},
	{false, "/api/v1/batches", NEED_KEY, 0, false, false, api_batches, "api.batches"},
	{true, "/api/v1/batches", NEED_KEY, LIMIT_FORM_BYTES, false, false, api_open_batch, "api.open_batch"},
	{true, "/api/v1/cases", NEED_KEY, LIMIT_FORM_BYTES, false, false, api_record_case, "api.record_case"},
	{false, "/api/v1/units", NEED_KEY, 0, false, false, api_units, "api.units"},
	{false, "/api/v1/procedures/:code", NEED_KEY, 0, false, false, api_procedure, "api.procedure"},
	{true, "/api/v1/file", NEED_NOBODY, LIMIT_FORM_BYTES, false, false, api_file, "api.file"},
	{true, "/api/v1/follow", NEED_NOBODY, 4096, false, false, api_follow, "api.follow"},
	{true, "/api/v1/follow/:act", NEED_NOBODY, LIMIT_FORM_BYTES, false, false, api_follow_act, "api.follow.act"},
};
const size_t routes_api_count = sizeof routes_api / sizeof *routes_api;
