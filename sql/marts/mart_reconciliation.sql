-- grain: currency, identity, part
-- kind: table
-- rows: few
-- Accounting identities: left_amount from staging line by line, orphan_amount what has no counterpart, right_amount
-- from the marts; difference = left + orphan - right, 0.00 or nothing is published. part says which figure.
-- Identity 6: rows and control totals of each source table (currency * where it has none), what is later left out.
with rules as (
    select measure, identity, part, left_sign, orphan_sign
    from (values
        ('ordered', 1, 'ordered', 1, 0),
        ('unordered', 1, 'ordered', 0, 1),
        ('billed', 2, 'billed', 1, 0),
        ('charged', 2, 'billed', 1, 0),
        ('unapplied', 2, 'billed', 0, 1),
        ('credited', 2, 'reduced', 1, 0),
        ('written_off', 2, 'reduced', 1, 0),
        ('recovered', 2, 'recovered', 1, 0),
        ('sent_back', 2, 'sent back', 1, 0),
        ('unassigned', 2, 'reduced', 1, -1),
        ('applied', 3, 'collected', 1, 0),
        ('unapplied', 3, 'collected', 1, -1),
        ('refunded', 3, 'refunded', 1, 0),
        ('opening', 4, 'roll-forward', 1, 0),
        ('sales', 4, 'roll-forward', 1, 0),
        ('charges', 4, 'roll-forward', 1, 0),
        ('receipts', 4, 'roll-forward', 1, 0),
        ('credits', 4, 'roll-forward', 1, 0),
        ('write-offs', 4, 'roll-forward', 1, 0),
        ('recoveries', 4, 'roll-forward', 1, 0),
        ('sent back', 4, 'roll-forward', 1, 0),
        ('outstanding', 5, 'kpis', 1, 0),
        ('outstanding', 5, 'ageing', 1, 0),
        ('outstanding', 5, 'invoices', 1, 0),
        ('outstanding', 5, 'customers', 1, 0),
        ('outstanding', 5, 'months', 1, 0),
        ('overpaid', 5, 'credits', 1, 0)) as t (measure, identity, part, left_sign, orphan_sign)
),

measures as (
    select currency, measure, amount from int_totals
    union all
    select currency, movement, amount from int_movements
    union all
    select currency, 'opening', opening_net_amount from int_opening
),

sides as (
    select
        measures.currency, rules.identity, rules.part, rules.left_sign * measures.amount as left_amount,
        rules.orphan_sign * measures.amount as orphan_amount, 0 as right_amount
    from measures
    inner join rules on measures.measure = rules.measure
    union all
    select mart_kpis.currency, rules.identity, rules.part, 0, 0, 0 from mart_kpis cross join rules
    union all
    select
        currency, 1, 'ordered', 0, 0,
        coalesce(invoiced_net_amount, invoiced_amount - charges_amount) + unbilled_amount - over_billed_amount
    from mart_kpis
    union all
    select currency, 2, 'billed', 0, 0, outstanding_amount - overpaid_amount from mart_kpis
    union all
    select currency, 2, 'billed', 0, 0, -coalesce(recovered_bad_debt_amount, 0) - sent_back_amount from mart_kpis
    union all
    select currency, 2, 'recovered', 0, 0, coalesce(recovered_bad_debt_amount, 0) from mart_kpis
    union all
    select currency, 2, 'sent back', 0, 0, sent_back_amount from mart_kpis
    union all
    select currency, reduced.identity, part, 0, 0, coalesce(credited_amount, 0) + coalesce(written_off_amount, 0)
    from mart_kpis
    cross join (values (2, 'billed'), (2, 'reduced')) as reduced (identity, part)
    union all
    select currency, 2, 'billed', 0, 0, collected_amount from mart_revenue_by_month
    union all
    select currency, 3, 'collected', 0, 0, kept_amount from mart_customer_risk
    union all
    select currency, 3, 'collected', 0, 0, refund_amount from mart_kpis
    union all
    select currency, 3, 'refunded', 0, 0, refund_amount from mart_revenue_by_month
    union all
    select currency, 4, 'roll-forward', 0, 0, outstanding_amount - overpaid_amount from mart_kpis
    union all
    select currency, 5, 'kpis', 0, 0, outstanding_amount from mart_kpis
    union all
    select currency, 5, 'ageing', 0, 0, outstanding_amount from mart_ageing
    union all
    select currency, 5, 'credits', 0, 0, overpaid_amount from mart_ageing
    union all
    select currency, 5, 'invoices', 0, 0, outstanding_amount from mart_invoice_risk
    union all
    select currency, 5, 'customers', 0, 0, outstanding_amount from mart_customer_risk
    union all
    select currency, 5, 'months', 0, 0, outstanding_amount from mart_revenue_by_month
    union all
    select
        currency, 6, concat(source_table, ' rows'), rows_in - rows_not_yet, 0,
        rows_clean + rows_quarantined + rows_duplicate
    from int_conservation
    union all
    select
        currency, 6, concat(source_table, ' amount'), amount_in - amount_not_yet, 0,
        amount_clean + amount_quarantined + amount_duplicate
    from int_conservation
)

select
    currency,
    identity,
    part,
    cast(sum(left_amount) as decimal(24, 2)) as left_amount,
    cast(sum(orphan_amount) as decimal(24, 2)) as orphan_amount,
    cast(sum(right_amount) as decimal(24, 2)) as right_amount,
    cast(sum(left_amount + orphan_amount - right_amount) as decimal(24, 2)) as difference
from sides
group by currency, identity, part
