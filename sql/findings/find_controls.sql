-- grain: control_id, currency
-- kind: table
-- Every control in every currency of the run: without findings it says OK and zero; one that could
-- not run says SKIPPED, the reason, and no figures. Findings below the materiality and dismissed ones are counted apart, each in
-- no other figure. The stage makes control_catalogue and immaterial_findings.
with

seen_currencies as (
    select currency
    from int_invoices
    group by currency
    union all
    select currency
    from find_leakage
    group by currency
),

currencies as (
    select currency
    from seen_currencies
    group by currency
    union all
    select :default_currency as currency
    where (select count(*) from seen_currencies) = 0
),

totals as (
    select
        control_id,
        currency,
        count_if(not is_dismissed) as findings,
        coalesce(sum(if(is_dismissed, null, amount)), 0.00) as gross_amount,
        coalesce(sum(if(is_dismissed, null, primary_amount)), 0.00) as primary_amount,
        count_if(is_dismissed) as dismissed_findings,
        coalesce(sum(if(is_dismissed, amount, null)), 0.00) as dismissed_amount
    from find_leakage
    group by control_id, currency
),

reported as (
    select
        control_catalogue.control_id,
        currencies.currency,
        control_catalogue.title,
        control_catalogue.leak_type,
        control_catalogue.severity,
        control_catalogue.skipped_reason is null as is_run,
        case
            when not is_run then 'SKIPPED'
            when totals.findings > 0 then 'FINDINGS'
            else 'OK'
        end as status,
        if(is_run, coalesce(totals.findings, 0), null) as findings,
        cast(if(is_run, coalesce(totals.gross_amount, 0), null) as decimal(19, 4)) as gross_amount,
        cast(if(is_run, coalesce(totals.primary_amount, 0), null) as decimal(19, 4)) as primary_amount,
        if(is_run, coalesce(immaterial_findings.findings, 0), null) as immaterial_findings,
        cast(if(is_run, coalesce(immaterial_findings.amount, 0), null) as decimal(19, 4)) as immaterial_amount,
        control_catalogue.skipped_reason,
        if(is_run, coalesce(totals.dismissed_findings, 0), null) as dismissed_findings,
        cast(if(is_run, coalesce(totals.dismissed_amount, 0), null) as decimal(19, 4)) as dismissed_amount
    from control_catalogue
    cross join currencies
    left join totals
        on control_catalogue.control_id = totals.control_id
        and currencies.currency = totals.currency
    left join immaterial_findings
        on control_catalogue.control_id = immaterial_findings.control_id
        and currencies.currency = immaterial_findings.currency
)

select
    control_id,
    currency,
    title,
    leak_type,
    severity,
    status,
    findings,
    gross_amount,
    primary_amount,
    immaterial_findings,
    immaterial_amount,
    skipped_reason,
    dismissed_findings,
    dismissed_amount
from reported
