-- grain: control_id, currency
-- Controls whose line in mart_leakage_summary is not what mart_leakage_findings lists: findings in sums, dismissed ones beside.
with listed as (
    select
        control_id, currency,
        count_if(not is_dismissed) as findings,
        coalesce(sum(if(is_dismissed, null, amount)), 0) as gross_amount,
        coalesce(sum(primary_amount), 0) as primary_amount,
        count_if(is_dismissed) as dismissed_findings,
        coalesce(sum(if(is_dismissed, amount, null)), 0) as dismissed_amount
    from mart_leakage_findings
    group by control_id, currency
),

summed as (
    select control_id, currency, findings, gross_amount, primary_amount, dismissed_findings, dismissed_amount
    from mart_leakage_summary
    where status <> 'SKIPPED'
)

select
    coalesce(summed.control_id, listed.control_id) as control_id,
    coalesce(summed.currency, listed.currency) as currency,
    concat(
        'mart_leakage_summary: ', coalesce(summed.control_id, listed.control_id), ' has ', coalesce(summed.findings, 0),
        ' findings of ', terms.money_text(coalesce(summed.primary_amount, 0), summed.currency), ' and ',
        coalesce(summed.dismissed_findings, 0), ' dismissed ones, and mart_leakage_findings lists ',
        coalesce(listed.findings, 0), ' of ', terms.money_text(coalesce(listed.primary_amount, 0), listed.currency), ' and ',
        coalesce(listed.dismissed_findings, 0)
    ) as sentence
from summed
full join listed
    on summed.control_id = listed.control_id and summed.currency = listed.currency
where coalesce(summed.findings, 0) <> coalesce(listed.findings, 0)
    or coalesce(summed.gross_amount, 0) <> coalesce(listed.gross_amount, 0)
    or coalesce(summed.primary_amount, 0) <> coalesce(listed.primary_amount, 0)
    or coalesce(summed.dismissed_findings, listed.dismissed_findings, 0) <> coalesce(listed.dismissed_findings, 0)
    or coalesce(summed.dismissed_amount, listed.dismissed_amount, 0) <> coalesce(listed.dismissed_amount, 0)
