/* The public routes; staff and API have files of their own. */
#include "web_batch.h"
#include "web_feed.h"
#include "web_ledger.h"
#include "web_public.h"

const struct route routes_public[] = {
	{false, "/", NEED_NOBODY, 0, false, false, web_home, "home"},
	{false, "/guide", NEED_NOBODY, 0, false, false, web_guide, "guide"},
	{false, "/rectification", NEED_NOBODY, 0, false, false, web_rectification, "rectification"},
	{false, "/rectification/:number", NEED_NOBODY, 0, false, false, web_rectification_campaign, "rectification.campaign"},
	{false, "/a/:name", NEED_NOBODY, 0, false, false, web_asset, "asset"},
	{false, "/ledger", NEED_NOBODY, 0, false, false, web_ledger, "ledger"},
	{false, "/ledger/checkpoint", NEED_NOBODY, 0, false, false, web_ledger_checkpoint, "ledger.checkpoint"},
	{false, "/ledger/check", NEED_NOBODY, 0, false, false, web_ledger_check, "ledger.check"},
	{false, "/ledger/policy", NEED_NOBODY, 0, false, false, web_ledger_policy, "ledger.policy"},
	{false, "/ledger/tile/*", NEED_NOBODY, 0, false, false, web_ledger_tile, "ledger.tile"},
	{false, "/cases", NEED_NOBODY, 0, false, false, web_cases, "cases"},
	{false, "/cases/:number", NEED_NOBODY, 0, false, false, web_cases_batch, "cases.batch"},
	{false, "/calendar/:feed", NEED_NOBODY, 0, false, false, web_feed, "feed"},
	{false, "/health", NEED_NOBODY, 0, false, false, web_health, "health"},
	{false, "/file", NEED_NOBODY, 0, false, false, web_file, "file"},
	{true, "/file", NEED_NOBODY, LIMIT_FORM_BYTES, true, false, web_file_step, "file.step"},
	{false, "/file/draft", NEED_NOBODY, 0, false, false, web_draft, "file.draft"},
	{true, "/file/draft", NEED_NOBODY, 4096, false, false, web_draft_open, "file.draft.open"},
	{false, "/follow", NEED_NOBODY, 0, false, false, web_follow, "follow"},
	{true, "/follow", NEED_NOBODY, 4096, false, false, web_follow_open, "follow.open"},
	{false, "/follow/matter", NEED_PETITIONER, 0, false, false, web_follow_matter, "follow.matter"},
	{false, "/follow/do/:act", NEED_PETITIONER, 0, false, false, web_follow_act, "follow.act"},
	{true, "/follow/do/:act", NEED_PETITIONER, LIMIT_FORM_BYTES, true, true, web_follow_do, "follow.do"},
	{false, "/follow/retaliation", NEED_PETITIONER, 0, false, false, web_retaliation, "follow.retaliation"},
	{true, "/follow/retaliation", NEED_PETITIONER, LIMIT_FORM_BYTES, true, true, web_retaliation_post, "follow.retaliation.do"},
	{true, "/follow/leave", NEED_PETITIONER, 4096, false, true, web_follow_leave, "follow.leave"},
	{false, "/follow/f/:token", NEED_PETITIONER, 0, false, false, web_follow_file, "follow.file"},
	{false, "/follow/receipt/:seq", NEED_PETITIONER, 0, false, false, web_follow_receipt, "follow.receipt"},
	{false, "/follow/print/:seq", NEED_PETITIONER, 0, false, false, web_follow_print, "follow.print"},
	{true, "/follow/print", NEED_NOBODY, 4096, false, false, web_print_code, "print"},
	{false, "/follow/promise/:seq", NEED_PETITIONER, 0, false, false, web_follow_promise, "follow.promise"},
	{false, "/follow/export", NEED_PETITIONER, 0, false, false, web_follow_export, "follow.export"},
	{false, "/follow/paper/:place", NEED_PETITIONER, 0, false, false, web_follow_paper, "follow.paper"},
	{false, "/follow/pdf/:paper", NEED_PETITIONER, 0, false, false, web_follow_pdf, "follow.pdf"},
};
const size_t routes_public_count = sizeof routes_public / sizeof *routes_public;
