/* The staff's routes: each row's guards are checked by the dispatcher. */
#include "../base/limits.h"
#include "web_batch.h"
#include "web_feed.h"
#include "web_admin.h"
#include "web_board.h"
#include "web_campaign_table.h"
#include "web_day.h"
#include "web_directive.h"
#include "web_lead.h"
#include "web_list.h"
#include "web_login.h"
#include "web_matter.h"
#include "web_meeting.h"
#include "web_privacy.h"
#include "web_parcel.h"
#include "web_place.h"
#include "web_programme.h"
#include "web_rectify.h"
#include "web_register.h"
#include "web_rules.h"
#include "web_search.h"
#include "web_supervision.h"

enum { SMALL = 64 * 1024 };

const struct route routes_staff[] = {
	{false, "/staff/login", NEED_NOBODY, 0, false, false, web_login, "login"},
	{true, "/staff/login", NEED_NOBODY, SMALL, false, false, web_login_post, "login.do"},
	{true, "/staff/logout", NEED_STAFF, SMALL, false, true, web_logout, "logout"},
	{false, "/staff/account", NEED_STAFF, 0, false, false, web_account, "account"},
	{true, "/staff/account", NEED_STAFF, SMALL, false, true, web_account_post, "account.do"},
	{false, "/staff", NEED_STAFF, 0, false, false, web_day, "day"},
	{false, "/staff/register", NEED_STAFF, 0, false, false, web_register, "register"},
	{true, "/staff/register", NEED_STAFF, LIMIT_FORM_BYTES, true, true, web_register_post, "register.do"},
	{false, "/staff/search", NEED_STAFF, 0, false, false, web_search, "search"},
	{false, "/staff/list/:table", NEED_STAFF, 0, false, false, web_list_table, "list.table"},
	{false, "/staff/board", NEED_STAFF, 0, false, false, web_board, "board"},
	{false, "/staff/meetings", NEED_STAFF, 0, false, false, web_meetings, "meetings"},
	{false, "/staff/meetings/new", NEED_STAFF, 0, false, false, web_convene, "meetings.new"},
	{true, "/staff/meetings/new", NEED_STAFF, SMALL, false, true, web_convene_post, "meetings.new.do"},
	{false, "/staff/campaigns", NEED_STAFF, 0, false, false, web_campaigns, "campaigns"},
	{false, "/staff/campaigns/new", NEED_STAFF, 0, false, false, web_campaign_new, "campaigns.new"},
	{true, "/staff/campaigns/new", NEED_STAFF, SMALL, false, true, web_campaign_new_post, "campaigns.new.do"},
	{false, "/staff/findings/new", NEED_STAFF, 0, false, false, web_finding_new, "findings.new"},
	{true, "/staff/findings/new", NEED_STAFF, LIMIT_FORM_BYTES, false, true, web_finding_new_post, "findings.new.do"},
	{false, "/staff/calendar", NEED_STAFF, 0, false, false, web_feeds, "feeds"},
	{true, "/staff/calendar", NEED_STAFF, 4096, false, true, web_feeds_post, "feeds.do"},
	{false, "/staff/programmes", NEED_STAFF, 0, false, false, web_programmes, "programmes"},
	{false, "/staff/programme/:code", NEED_STAFF, 0, false, false, web_programme, "programme"},
	{false, "/staff/programme/:code/places.geojson", NEED_STAFF, 0, false, false, web_places_geojson, "programme.places"},
	{false, "/staff/programme/:code/parcels", NEED_STAFF, 0, false, false, web_parcels, "programme.parcels"},
	{false, "/staff/programme/:code/parcels/:table", NEED_STAFF, 0, false, false, web_parcels_table, "programme.parcels.table"},
	{false, "/staff/supervision", NEED_STAFF, 0, false, false, web_supervision, "supervision"},
	{false, "/staff/supervision/propose", NEED_STAFF, 0, false, false, web_sup_propose, "supervision.propose"},
	{true, "/staff/supervision/propose", NEED_STAFF, LIMIT_FORM_BYTES, false, true, web_sup_propose_post, "supervision.propose.do"},
	{false, "/staff/supervision/open", NEED_STAFF, 0, false, false, web_sup_open, "supervision.open"},
	{true, "/staff/supervision/open", NEED_STAFF, LIMIT_FORM_BYTES, false, true, web_sup_open_post, "supervision.open.do"},
	{false, "/staff/batches", NEED_STAFF, 0, false, false, web_batches, "batches"},
	{false, "/staff/batches/new", NEED_STAFF, 0, false, false, web_batch_new, "batches.new"},
	{true, "/staff/batches/new", NEED_STAFF, SMALL, false, true, web_batch_new_post, "batches.new.do"},
	{false, "/staff/cases/new", NEED_STAFF, 0, false, false, web_case_new, "cases.new"},
	{true, "/staff/cases/new", NEED_STAFF, LIMIT_FORM_BYTES, false, true, web_case_new_post, "cases.new.do"},
	{false, "/staff/body/:code", NEED_STAFF, 0, false, false, web_body, "body"},
	{true, "/staff/body/:code", NEED_STAFF, 4096, false, true, web_body_post, "body.public"},
	{false, "/staff/body/:code/brief", NEED_STAFF, 0, false, false, web_body_brief, "body.brief"},
	{false, "/staff/lead", NEED_STAFF, 0, false, false, web_lead, "lead"},
	{false, "/staff/lead/brief", NEED_STAFF, 0, false, false, web_lead_brief, "lead.brief"},
	{false, "/staff/directives", NEED_STAFF, 0, false, false, web_directives, "directives"},
	{false, "/staff/directives/new", NEED_STAFF, 0, false, false, web_take_up, "directives.new"},
	{true, "/staff/directives/new", NEED_STAFF, LIMIT_FORM_BYTES, false, true, web_take_up_post, "directives.new.do"},
	{false, "/staff/rules", NEED_STAFF, 0, false, false, web_rules, "rules"},
	{false, "/staff/m/:number", NEED_STAFF, 0, false, false, web_matter, "matter"},
	{false, "/staff/m/:number/ledger/:table", NEED_STAFF, 0, false, false, web_ledger_table, "ledger.table"},
	{false, "/staff/m/:number/findings/import", NEED_STAFF, 0, false, false, web_intake, "findings.import"},
	{true, "/staff/m/:number/findings/import", NEED_STAFF, LIMIT_FORM_BYTES, true, true, web_intake_post, "findings.import.do"},
	{false, "/staff/m/:number/findings/board", NEED_STAFF, 0, false, false, web_campaign_board, "findings.board"},
	{false, "/staff/m/:number/cases/import", NEED_STAFF, 0, false, false, web_case_intake, "cases.import"},
	{true, "/staff/m/:number/cases/import", NEED_STAFF, LIMIT_FORM_BYTES, true, true, web_case_intake_post, "cases.import.do"},
	{false, "/staff/m/:number/cases/:table", NEED_STAFF, 0, false, false, web_batch_table, "cases.table"},
	{false, "/staff/m/:number/report/:item", NEED_STAFF, 0, false, false, web_meeting_report, "meeting.report"},
	{false, "/staff/m/:number/minutes/pdf", NEED_STAFF, 0, false, false, web_minutes_pdf, "minutes.pdf"},
	{false, "/staff/m/:number/:act", NEED_STAFF, 0, false, false, web_matter_act, "act"},
	{true, "/staff/m/:number/:act", NEED_STAFF, LIMIT_FORM_BYTES, true, true, web_matter_act_post, "act.do"},
	{false, "/staff/m/:number/pdf/:paper", NEED_STAFF, 0, false, false, web_matter_pdf, "matter.pdf"},
	{false, "/staff/f/:token", NEED_STAFF, 0, false, false, web_matter_file, "file.get"},
	{false, "/staff/f/:token/original", NEED_STAFF, 0, false, false, web_matter_original, "file.original"},
	{false, "/staff/access", NEED_ACCESS, 0, false, false, web_access, "access"},
	{false, "/staff/breach", NEED_PRIVACY, 0, false, false, web_breaches, "breach"},
	{true, "/staff/breach", NEED_PRIVACY, SMALL, false, true, web_breach_record, "breach.record"},
	{false, "/staff/breach/:breach", NEED_PRIVACY, 0, false, false, web_breach, "breach.one"},
	{true, "/staff/breach/:breach", NEED_PRIVACY, SMALL, false, true, web_breach_do, "breach.do"},
	{false, "/staff/admin", NEED_ADMIN, 0, false, false, web_admin, "admin"},
	{false, "/staff/admin/log", NEED_ADMIN, 0, false, false, web_admin_log, "admin.log"},
	{false, "/staff/admin/units", NEED_ADMIN, 0, false, false, web_admin_units, "admin.units"},
	{true, "/staff/admin/units", NEED_ADMIN, SMALL, false, true, web_admin_units_post, "admin.units.do"},
	{false, "/staff/admin/users", NEED_ADMIN, 0, false, false, web_admin_users, "admin.users"},
	{true, "/staff/admin/users", NEED_ADMIN, SMALL, false, true, web_admin_users_post, "admin.users.do"},
	{false, "/staff/admin/posts", NEED_ADMIN, 0, false, false, web_admin_posts, "admin.posts"},
	{true, "/staff/admin/posts", NEED_ADMIN, SMALL, false, true, web_admin_posts_post, "admin.posts.do"},
	{false, "/staff/admin/bodies", NEED_ADMIN, 0, false, false, web_admin_bodies, "admin.bodies"},
	{true, "/staff/admin/bodies", NEED_ADMIN, SMALL, false, true, web_admin_bodies_post, "admin.bodies.do"},
	{false, "/staff/admin/calendar", NEED_ADMIN, 0, false, false, web_admin_calendar, "admin.calendar"},
	{true, "/staff/admin/calendar", NEED_ADMIN, LIMIT_FORM_BYTES, true, true, web_admin_calendar_post, "admin.calendar.do"},
};
const size_t routes_staff_count = sizeof routes_staff / sizeof *routes_staff;
