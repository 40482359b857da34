-- grain: currency, movement
-- kind: kept
-- What moved the receivables between :period_start (the start of the period) and the as-of day, line by line from staging.
-- A line moves them on the day it became visible together with its invoice: a payment that came before its invoice
-- counts when the invoice does. Lines that a conflict withdrew in between come back out. Refunds are no receipts; what they
-- sent back of an overpayment, and what was recovered of write-offs, is the difference of both ends.
with stg_invoices as (
    select
        invoice_id,
        currency,
        if(terms.is_void(ledger_state), 0, 1) as is_owed,
        amount,
        visible_from,
        conflict_from
    from stg_invoices
    where visible_from <= :as_of
),

entries as (
    select 'charges' as movement, invoice_id, amount, visible_from, conflict_from
    from stg_charges
    where visible_from <= :as_of
    union all
    select 'receipts' as movement, invoice_id, -amount, visible_from, conflict_from
    from stg_payments
    where visible_from <= :as_of and is_success
    union all
    select 'credits' as movement, invoice_id, -amount, visible_from, conflict_from
    from int_credits
    where visible_from <= :as_of
    union all
    select 'write-offs' as movement, invoice_id, -amount, visible_from, conflict_from
    from int_write_offs
    where visible_from <= :as_of
),

lines as (
    select 'sales' as movement, currency, is_owed * amount as amount, visible_from, conflict_from
    from stg_invoices
    union all
    select
        entries.movement,
        stg_invoices.currency,
        if(entries.movement = 'receipts', 1, stg_invoices.is_owed) * entries.amount as amount,
        greatest(entries.visible_from, stg_invoices.visible_from) as visible_from,
        least(entries.conflict_from, stg_invoices.conflict_from) as conflict_from
    from entries
    inner join stg_invoices on entries.invoice_id = stg_invoices.invoice_id
),

moved as (
    select
        currency,
        movement,
        amount,
        if(visible_from <= :as_of and conflict_from > :as_of, 1, 0)
            - if(visible_from <= :period_start and conflict_from > :period_start, 1, 0) as direction
    from lines
),

all_moved as (
    select currency, movement, direction, amount
    from moved
    union all
    select currency, movement, if(ends_on = :as_of, 1, -1), amount
    from int_end_reliefs
)

select currency, movement, cast(sum(direction * amount) as decimal(19, 4)) as amount
from all_moved
group by currency, movement
