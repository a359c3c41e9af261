-- What no connection does to a row, the program's own neither: a state moves with its event
-- alone, a finding counts a fact, a sign-off and a recheck only with what makes them, and who
-- signed a round that was decided stays (doc/decisions/012-rectification.md).
CREATE TRIGGER matter_moves BEFORE UPDATE OF state ON matter
WHEN NEW.state <> OLD.state AND COALESCE((SELECT e.to_state FROM event e WHERE e.matter_id = NEW.id ORDER BY e.seq DESC LIMIT 1), '') <> NEW.state
BEGIN
	SELECT RAISE(ABORT, 'a matter moves with its event alone');
END;

CREATE TRIGGER finding_ends BEFORE UPDATE OF closed_day ON matter
WHEN NEW.kind = 'finding' AND NEW.closed_day IS NOT NULL AND NEW.state <> 'rechecked'
BEGIN
	SELECT RAISE(ABORT, 'a finding ends with a recheck that holds');
END;

CREATE TRIGGER finding_facts BEFORE UPDATE ON finding
WHEN (NEW.implemented_event IS NOT OLD.implemented_event AND NEW.implemented_event IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM event e WHERE e.id = NEW.implemented_event AND e.matter_id = NEW.matter_id AND e.act = 'verify_implemented'))
	OR (NEW.in_place_event IS NOT OLD.in_place_event AND NEW.in_place_event IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM event e WHERE e.id = NEW.in_place_event AND e.matter_id = NEW.matter_id AND e.act = 'verify_in_place'))
	OR (NEW.effect_event IS NOT OLD.effect_event AND NEW.effect_event IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM event e WHERE e.id = NEW.effect_event AND e.matter_id = NEW.matter_id AND e.act = 'verify_effect'))
BEGIN
	SELECT RAISE(ABORT, 'a fact of a finding is an event that verified it');
END;

CREATE TRIGGER finding_signed BEFORE UPDATE OF signed_day ON finding
WHEN NEW.signed_day IS NOT NULL AND OLD.signed_day IS NULL AND ((SELECT e.act FROM event e WHERE e.matter_id = NEW.matter_id ORDER BY e.seq DESC LIMIT 1) <> 'sign_off' OR NOT EXISTS (SELECT 1 FROM signoff s WHERE s.matter_id = NEW.matter_id AND s.round = NEW.round AND s.result = ''
	AND s.endorser_id IS NOT NULL AND s.leader_id IS NOT NULL AND s.implemented_by IS NOT NULL AND s.in_place_by IS NOT NULL AND s.effect_by IS NOT NULL
	AND s.decider_id IS NOT NULL AND s.recheck_unit_id IS NOT NULL))
BEGIN
	SELECT RAISE(ABORT, 'a finding is signed off by a round that all have signed');
END;

CREATE TRIGGER finding_lasts BEFORE UPDATE OF lasting_day ON finding
WHEN NEW.lasting_day IS NOT NULL AND OLD.lasting_day IS NULL
	AND ((SELECT e.act FROM event e WHERE e.matter_id = NEW.matter_id ORDER BY e.seq DESC LIMIT 1) <> 'recheck_pass'
		OR NOT EXISTS (SELECT 1 FROM signoff s WHERE s.matter_id = NEW.matter_id AND s.round = NEW.round AND s.result = 'lasting' AND s.rechecker_id IS NOT NULL))
BEGIN
	SELECT RAISE(ABORT, 'a finding lasts by a recheck that says so');
END;

CREATE TRIGGER finding_stays BEFORE DELETE ON finding
BEGIN
	SELECT RAISE(ABORT, 'a finding does not vanish');
END;

CREATE TRIGGER signoff_stays BEFORE DELETE ON signoff
BEGIN
	SELECT RAISE(ABORT, 'a round of sign-off does not vanish');
END;

CREATE TRIGGER signoff_signed BEFORE UPDATE ON signoff
WHEN OLD.decider_id IS NOT NULL AND (NEW.applicant_id IS NOT OLD.applicant_id OR NEW.applicant_unit_id IS NOT OLD.applicant_unit_id OR NEW.endorser_id IS NOT OLD.endorser_id
	OR NEW.leader_id IS NOT OLD.leader_id OR NEW.implemented_by IS NOT OLD.implemented_by OR NEW.in_place_by IS NOT OLD.in_place_by OR NEW.effect_by IS NOT OLD.effect_by
	OR NEW.verifier_unit_id IS NOT OLD.verifier_unit_id OR NEW.decider_id IS NOT OLD.decider_id)
BEGIN
	SELECT RAISE(ABORT, 'who signed a decided round stays');
END;
