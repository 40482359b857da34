-- grain: currency, identity, part
-- kind: table
-- rows: few
-- Accounting identities: left_amount from staging line by line, orphan_amount what has no counterpart, right_amount
-- from the marts; difference = left + orphan - right, 0.00 or nothing is published. part says which figure.
-- Identity 7: what rows state of currency and net amount, beside what is concluded for the others (orphan_amount). Where the
-- currency is not known, marts have no sums, and only numbers of rows are compared. Identity 6: rows and control totals of
-- each source table (currency * where it has none), what is later left out.
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
        ('overpaid', 5, 'credits', 1, 0),
        ('invoices', 5, 'number of invoices', 1, 0),
        ('stated invoices', 7, 'invoices', 1, 0),
        ('unstated invoices', 7, 'invoices', 0, 1),
        ('stated payments', 7, 'payments', 1, 0),
        ('unstated payments', 7, 'payments', 0, 1),
        ('stated refunds', 7, 'refunds', 1, 0),
        ('unstated refunds', 7, 'refunds', 0, 1),
        ('stated net amounts', 7, 'net amounts', 1, 0),
        ('unstated net amounts', 7, 'net amounts', 0, 1),
        ('applied', 7, 'allocations', 1, 0)) as t (measure, identity, part, left_sign, orphan_sign)
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
    select currency, identity, part, 0, 0, amount from identity_sides
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
    cast(sum(left_amount) as decimal(24, 3)) as left_amount,
    cast(sum(orphan_amount) as decimal(24, 3)) as orphan_amount,
    cast(sum(right_amount) as decimal(24, 3)) as right_amount,
    cast(sum(left_amount + orphan_amount - right_amount) as decimal(24, 3)) as difference
from sides
where identity = 6
    or part = 'number of invoices'
    or currency not in (select currency from mart_kpis where outstanding_amount is null)
group by currency, identity, part
