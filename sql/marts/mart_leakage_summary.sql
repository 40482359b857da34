-- grain: control_id, currency
-- kind: table
-- rows: few
-- Every control in every currency: OK, FINDINGS, or SKIPPED with the reason and no figures (skipped is never zero). Dismissed
-- findings are counted apart; null: the source has no dispositions.
with int_fx_rates as (
    select currency, fx_rate
    from int_fx_rates
    where :as_of between valid_from and valid_to
),

ops_sources as (
    select count_if(source_table = 'dispositions') > 0 as has_dispositions
    from ops_sources
    where is_present
)

select
    control_id,
    find_controls.currency,
    title as control_title,
    leak_type,
    terms.leak_class(leak_type) as leak_class,
    severity,
    status,
    findings,
    cast(gross_amount as decimal(19, 3)) as gross_amount,
    cast(primary_amount as decimal(19, 3)) as primary_amount,
    immaterial_findings,
    cast(immaterial_amount as decimal(19, 3)) as immaterial_amount,
    skipped_reason,
    terms.published(primary_amount * fx_rate, :reporting_currency) as primary_reporting_amount,
    if(has_dispositions, dismissed_findings, null) as dismissed_findings,
    cast(if(has_dispositions, dismissed_amount, null) as decimal(19, 3)) as dismissed_amount
from find_controls
cross join ops_sources
left join int_fx_rates on find_controls.currency = int_fx_rates.currency
