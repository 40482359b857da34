-- grain: control_id, entity_id
-- kind: view
-- Every finding with its customer, sales rep, region and currency: its invoice's, else its order's.
-- The stage makes control_findings, the union of the controls that could run, and this view.
-- Findings that need no order take their invoice's id into its join: nulls would all meet in one task.
select
    control_findings.control_id,
    control_findings.control_title,
    control_findings.leak_type,
    control_findings.severity,
    control_findings.version,
    control_findings.precedence_rank,
    control_findings.is_invoice_money,
    control_findings.entity_type,
    control_findings.entity_id,
    control_findings.invoice_id,
    coalesce(control_findings.order_id, int_invoices.order_id) as order_id,
    coalesce(
        control_findings.customer_id, int_invoices.customer_id, int_orders.customer_id
    ) as customer_id,
    coalesce(
        control_findings.sales_rep_id, int_invoices.sales_rep_id, int_orders.sales_rep_id
    ) as sales_rep_id,
    coalesce(control_findings.region, int_invoices.region, int_orders.region, 'Unknown') as region,
    coalesce(
        control_findings.currency, int_invoices.currency, int_orders.currency, terms.unknown_currency()
    ) as currency,
    control_findings.expected_amount,
    control_findings.actual_amount,
    control_findings.amount,
    control_findings.evidence
from control_findings
left join int_invoices
    on control_findings.invoice_id = int_invoices.invoice_id
left join int_orders
    on coalesce(control_findings.order_id, control_findings.invoice_id) = int_orders.order_id
        and control_findings.invoice_id is null
