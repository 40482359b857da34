-- grain: control_id, currency
-- Every control in every currency: OK, FINDINGS, or SKIPPED with the reason and no figures (skipped is never zero).
select
    control_id,
    currency,
    title as control_title,
    leak_type,
    severity,
    status,
    findings,
    cast(gross_amount as decimal(14, 2)) as gross_amount,
    cast(primary_amount as decimal(14, 2)) as primary_amount,
    skipped_reason
from find_controls
