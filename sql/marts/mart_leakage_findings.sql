-- grain: finding_id
-- kind: table
-- rows: many
-- What the controls found, true on the as-of day. Only primary_amount may be added up, within one leak_class: it counts no
-- money twice. leak_class: lost (types R and E), to collect (T: a part of what customers owe), to correct (Q), signal (S).
-- A dismissed finding is listed with a primary_amount of zero, and counted in no sum.
with find_leakage as (
    select
        finding_id, control_id, control_title, leak_type, severity, policy, version, entity_type, entity_id, invoice_id,
        order_id, customer_id, sales_rep_id, region, currency, expected_amount, actual_amount, amount, primary_amount, evidence,
        decision, decided_date, decision_until_date, decision_reason, decision_owner, is_dismissed
    from find_leakage
),

int_fx_rates as (
    select currency, fx_rate
    from int_fx_rates
    where :as_of between valid_from and valid_to
)

select
    find_leakage.finding_id,
    find_leakage.control_id,
    find_leakage.control_title,
    find_leakage.leak_type,
    terms.leak_class(find_leakage.leak_type) as leak_class,
    find_leakage.severity,
    find_leakage.currency,
    cast(find_leakage.expected_amount as decimal(19, 3)) as expected_amount,
    cast(find_leakage.actual_amount as decimal(19, 3)) as actual_amount,
    cast(find_leakage.amount as decimal(19, 3)) as amount,
    cast(find_leakage.primary_amount as decimal(19, 3)) as primary_amount,
    find_leakage.entity_type,
    find_leakage.entity_id,
    find_leakage.invoice_id,
    find_leakage.order_id,
    find_leakage.customer_id,
    known_customers.customer_name,
    find_leakage.sales_rep_id,
    known_sales_reps.sales_rep_name,
    coalesce(find_leakage.region, 'Unknown') as region,
    find_leakage.evidence,
    find_leakage.policy,
    find_leakage.version as control_version,
    terms.published(find_leakage.primary_amount * int_fx_rates.fx_rate, :reporting_currency) as primary_reporting_amount,
    find_leakage.decision,
    find_leakage.decided_date,
    find_leakage.decision_until_date,
    find_leakage.decision_reason,
    find_leakage.decision_owner,
    coalesce(find_leakage.is_dismissed, false) as is_dismissed
from find_leakage
left join int_fx_rates on find_leakage.currency = int_fx_rates.currency
left join known_customers on find_leakage.customer_id = known_customers.customer_id
left join known_sales_reps on find_leakage.sales_rep_id = known_sales_reps.sales_rep_id
