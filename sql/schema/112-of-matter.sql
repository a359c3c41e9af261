-- Comparing a page of matters asks these tables by matter too.
CREATE INDEX idempotency_matter ON idempotency(matter_id);
CREATE INDEX urgent_report_matter ON urgent_report(matter_id);
