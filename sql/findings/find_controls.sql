-- grain: control_id, currency
-- Every control in every currency of the run: a control without findings says OK with zero, one that could not run says
-- SKIPPED with the reason and no figures. control_catalogue is made by the stage, a row for each control.
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
    select coalesce(currency, :default_currency) as currency
    from seen_currencies
    group by coalesce(currency, :default_currency)
    union all
    select :default_currency as currency
    where (select count(*) from seen_currencies) = 0
),

totals as (
    select
        control_id,
        currency,
        count(*) as findings,
        coalesce(sum(amount), 0.00) as gross_amount,
        coalesce(sum(primary_amount), 0.00) as primary_amount
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
        case
            when control_catalogue.skipped_reason is not null then 'SKIPPED'
            when totals.findings > 0 then 'FINDINGS'
            else 'OK'
        end as status,
        if(control_catalogue.skipped_reason is null, coalesce(totals.findings, 0), null) as findings,
        cast(if(control_catalogue.skipped_reason is null, coalesce(totals.gross_amount, 0.00), null) as decimal(19, 4))
            as gross_amount,
        cast(if(control_catalogue.skipped_reason is null, coalesce(totals.primary_amount, 0.00), null) as decimal(19, 4))
            as primary_amount,
        control_catalogue.skipped_reason
    from control_catalogue
    cross join currencies
    left join totals
        on control_catalogue.control_id = totals.control_id
        and currencies.currency = totals.currency
)

select *
from reported
