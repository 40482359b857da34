-- grain: currency, identity, part
-- kind: view
-- What the marts have of each accounting identity, for mart_reconciliation: the side that staging did not compute.
with sides as (
    select
        currency, 1 as identity, 'ordered' as part,
        coalesce(invoiced_net_amount, invoiced_amount - charges_amount) + unbilled_amount - over_billed_amount as amount
    from mart_kpis
    union all
    select currency, 2, 'billed', outstanding_amount - overpaid_amount from mart_kpis
    union all
    select currency, 2, 'billed', -coalesce(recovered_bad_debt_amount, 0) - sent_back_amount from mart_kpis
    union all
    select currency, 2, 'recovered', coalesce(recovered_bad_debt_amount, 0) from mart_kpis
    union all
    select currency, 2, 'sent back', sent_back_amount from mart_kpis
    union all
    select currency, reduced.identity, part, coalesce(credited_amount, 0) + coalesce(written_off_amount, 0)
    from mart_kpis
    cross join (values (2, 'billed'), (2, 'reduced')) as reduced (identity, part)
    union all
    select currency, 2, 'billed', collected_amount from mart_revenue_by_month
    union all
    select currency, 3, 'collected', kept_amount from mart_customer_risk
    union all
    select currency, 3, 'collected', refund_amount from mart_kpis
    union all
    select currency, 3, 'refunded', refund_amount from mart_revenue_by_month
    union all
    select currency, 4, 'roll-forward', outstanding_amount - overpaid_amount from mart_kpis
    union all
    select currency, 5, 'kpis', outstanding_amount from mart_kpis
    union all
    select currency, 5, 'ageing', outstanding_amount from mart_ageing
    union all
    select currency, 5, 'credits', overpaid_amount from mart_ageing
    union all
    select currency, 5, 'invoices', outstanding_amount from mart_invoice_risk
    union all
    select currency, 5, 'customers', outstanding_amount from mart_customer_risk
    union all
    select currency, 5, 'months', outstanding_amount from mart_revenue_by_month
    union all
    select currency, 5, 'number of invoices', invoices from mart_kpis
    union all
    select currency, 7, 'invoices', invoiced_amount - charges_amount from mart_kpis
    union all
    select currency, 7, 'payments', collected_amount from mart_revenue_by_month
    union all
    select currency, 7, 'refunds', refund_amount from mart_revenue_by_month
    union all
    select currency, 7, 'net amounts', coalesce(invoiced_net_amount, invoiced_amount - charges_amount) from mart_kpis
    union all
    select currency, 7, 'allocations', paid_amount from mart_invoice_risk
)

select currency, identity, part, sum(amount) as amount
from sides
group by currency, identity, part
