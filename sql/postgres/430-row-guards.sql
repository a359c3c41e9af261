-- As the same step for SQLite.
CREATE FUNCTION row_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'check_violation';
END $$;

CREATE FUNCTION matter_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF COALESCE((SELECT e.to_state FROM event e WHERE e.matter_id = NEW.id ORDER BY e.seq DESC LIMIT 1), '') <> NEW.state THEN
		RAISE EXCEPTION 'a matter moves with its event alone' USING ERRCODE = 'check_violation';
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER matter_moves BEFORE UPDATE OF state ON matter FOR EACH ROW WHEN (NEW.state <> OLD.state) EXECUTE FUNCTION matter_moves();

CREATE TRIGGER finding_ends BEFORE UPDATE OF closed_day ON matter FOR EACH ROW
WHEN (NEW.kind = 'finding' AND NEW.closed_day IS NOT NULL AND NEW.state <> 'rechecked') EXECUTE FUNCTION row_guard('a finding ends with a recheck that holds');

CREATE FUNCTION finding_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF (NEW.implemented_event IS DISTINCT FROM OLD.implemented_event AND NEW.implemented_event IS NOT NULL
			AND NOT EXISTS (SELECT 1 FROM event e WHERE e.id = NEW.implemented_event AND e.matter_id = NEW.matter_id AND e.act = 'verify_implemented'))
		OR (NEW.in_place_event IS DISTINCT FROM OLD.in_place_event AND NEW.in_place_event IS NOT NULL
			AND NOT EXISTS (SELECT 1 FROM event e WHERE e.id = NEW.in_place_event AND e.matter_id = NEW.matter_id AND e.act = 'verify_in_place'))
		OR (NEW.effect_event IS DISTINCT FROM OLD.effect_event AND NEW.effect_event IS NOT NULL
			AND NOT EXISTS (SELECT 1 FROM event e WHERE e.id = NEW.effect_event AND e.matter_id = NEW.matter_id AND e.act = 'verify_effect')) THEN
		RAISE EXCEPTION 'a fact of a finding is an event that verified it' USING ERRCODE = 'check_violation';
	END IF;
	IF NEW.signed_day IS NOT NULL AND OLD.signed_day IS NULL AND ((SELECT e.act FROM event e WHERE e.matter_id = NEW.matter_id ORDER BY e.seq DESC LIMIT 1) <> 'sign_off' OR NOT EXISTS (SELECT 1 FROM signoff s WHERE s.matter_id = NEW.matter_id AND s.round = NEW.round AND s.result = ''
		AND s.endorser_id IS NOT NULL AND s.leader_id IS NOT NULL AND s.implemented_by IS NOT NULL AND s.in_place_by IS NOT NULL AND s.effect_by IS NOT NULL
		AND s.decider_id IS NOT NULL AND s.recheck_unit_id IS NOT NULL)) THEN
		RAISE EXCEPTION 'a finding is signed off by a round that all have signed' USING ERRCODE = 'check_violation';
	END IF;
	IF NEW.lasting_day IS NOT NULL AND OLD.lasting_day IS NULL
		AND ((SELECT e.act FROM event e WHERE e.matter_id = NEW.matter_id ORDER BY e.seq DESC LIMIT 1) <> 'recheck_pass'
			OR NOT EXISTS (SELECT 1 FROM signoff s WHERE s.matter_id = NEW.matter_id AND s.round = NEW.round AND s.result = 'lasting' AND s.rechecker_id IS NOT NULL)) THEN
		RAISE EXCEPTION 'a finding lasts by a recheck that says so' USING ERRCODE = 'check_violation';
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER finding_counts BEFORE UPDATE ON finding FOR EACH ROW EXECUTE FUNCTION finding_counts();

CREATE TRIGGER finding_stays BEFORE DELETE ON finding FOR EACH ROW EXECUTE FUNCTION row_guard('a finding does not vanish');
CREATE TRIGGER signoff_stays BEFORE DELETE ON signoff FOR EACH ROW EXECUTE FUNCTION row_guard('a round of sign-off does not vanish');

CREATE TRIGGER signoff_signed BEFORE UPDATE ON signoff FOR EACH ROW
WHEN (OLD.decider_id IS NOT NULL AND (NEW.applicant_id IS DISTINCT FROM OLD.applicant_id OR NEW.applicant_unit_id IS DISTINCT FROM OLD.applicant_unit_id
	OR NEW.endorser_id IS DISTINCT FROM OLD.endorser_id OR NEW.leader_id IS DISTINCT FROM OLD.leader_id OR NEW.implemented_by IS DISTINCT FROM OLD.implemented_by
	OR NEW.in_place_by IS DISTINCT FROM OLD.in_place_by OR NEW.effect_by IS DISTINCT FROM OLD.effect_by OR NEW.verifier_unit_id IS DISTINCT FROM OLD.verifier_unit_id
	OR NEW.decider_id IS DISTINCT FROM OLD.decider_id))
EXECUTE FUNCTION row_guard('who signed a decided round stays');
