-- grain: control_id, entity_id
-- kind: view
-- Every finding with its customer, sales rep, region and currency: its invoice's, else its order's. What it meets comes before
-- what it names. Severity follows the amount unless it is set. The stage makes control_findings, the union of the controls.
-- Findings that need no order take their invoice's id into its join: nulls would all meet in one task.
with named as (
    select
        control_id, control_title, leak_type, severity, fixed_severity, materiality, policy, version, precedence_rank,
        is_invoice_money, entity_type, entity_id, customer_id, sales_rep_id, region, currency, expected_amount, actual_amount,
        amount, evidence,
        coalesce(met_invoice_id, if(met_order_id is null, invoice_id, null)) as its_invoice_id,
        coalesce(met_order_id, order_id) as its_order_id,
        sha2(concat(control_id, '|', entity_id), 256) as finding_id
    from control_findings
)

select
    named.control_id,
    named.control_title,
    named.leak_type,
    case
        when named.fixed_severity is not null then named.fixed_severity
        when named.amount >= :severity_high then 'high'
        when named.amount >= :severity_medium then 'medium'
        when named.amount > 0 then 'low'
        else named.severity
    end as severity,
    not coalesce(named.amount > 0 and named.amount < coalesce(named.materiality, :materiality), false) as is_material,
    named.policy,
    named.version,
    named.precedence_rank,
    named.is_invoice_money,
    named.entity_type,
    named.entity_id,
    named.its_invoice_id as invoice_id,
    coalesce(named.its_order_id, int_invoices.order_id) as order_id,
    coalesce(named.customer_id, int_invoices.customer_id, int_orders.customer_id) as customer_id,
    coalesce(named.sales_rep_id, int_invoices.sales_rep_id, int_orders.sales_rep_id) as sales_rep_id,
    coalesce(named.region, int_invoices.region, int_orders.region, 'Unknown') as region,
    coalesce(named.currency, int_invoices.currency, int_orders.currency, terms.unknown_currency()) as currency,
    named.expected_amount,
    named.actual_amount,
    named.amount,
    named.evidence,
    named.finding_id,
    int_dispositions.decision,
    int_dispositions.decided_date,
    int_dispositions.until_date as decision_until_date,
    int_dispositions.reason as decision_reason,
    int_dispositions.owner as decision_owner,
    coalesce(int_dispositions.is_dismissed, false) as is_dismissed
from named
left join int_dispositions
    on named.finding_id = int_dispositions.finding_id
left join int_invoices
    on named.its_invoice_id = int_invoices.invoice_id
left join int_orders
    on coalesce(named.its_order_id, named.its_invoice_id) = int_orders.order_id
        and named.its_order_id is not null
        and int_invoices.invoice_id is null
