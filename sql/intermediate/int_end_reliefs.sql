-- grain: ends_on, currency, movement
-- kind: kept
-- What takes part of a balance back at both ends of the period (:period_start and the as-of day), as known then: recoveries,
-- write-offs beyond what payments and credits leave open; sent back, refunds of an order that took down an overpayment.
-- Read from staging line by line, for the invoices that have a write-off or an order with a refund.
with ends as (
    select :period_start as ends_on union select :as_of
),

stg_orders as (
    select order_id, currency, visible_from
    from stg_orders
    where visible_from <= :as_of and conflict_from > :as_of
),

refunds as (
    select ends.ends_on, stg_returns.order_id, sum(stg_returns.refund_amount) as refunded_amount
    from stg_returns
    inner join ends on stg_returns.visible_from <= ends_on and stg_returns.conflict_from > ends_on
    where stg_returns.order_id is not null
    group by ends.ends_on, stg_returns.order_id
),

given_up as (
    select invoice_id from int_write_offs where visible_from <= :as_of group by invoice_id
),

refunded_invoices as (
    select int_end_parts.invoice_id
    from int_end_parts
    inner join refunds on int_end_parts.order_id = refunds.order_id
    group by int_end_parts.invoice_id
),

invoices as (
    select
        stg_invoices.invoice_id, stg_invoices.amount, stg_invoices.visible_from, stg_invoices.conflict_from,
        if(terms.is_void(stg_invoices.ledger_state), 0, 1) as is_owed, stg_invoices.currency
    from stg_invoices
    left join refunded_invoices on stg_invoices.invoice_id = refunded_invoices.invoice_id
    left join given_up on stg_invoices.invoice_id = given_up.invoice_id
    where stg_invoices.visible_from <= :as_of
        and (refunded_invoices.invoice_id is not null or given_up.invoice_id is not null)
),

entries as (
    select invoice_id, amount as charged, 0.00 as received, 0.00 as written_off, visible_from, conflict_from from stg_charges
    union all
    select invoice_id, -amount, 0.00, 0.00, visible_from, conflict_from from int_credits
    union all
    select invoice_id, 0.00, amount, 0.00, visible_from, conflict_from from stg_payments where is_success
    union all
    select invoice_id, 0.00, 0.00, amount, visible_from, conflict_from from int_write_offs
    union all
    select invoice_id, amount, 0.00, 0.00, visible_from, conflict_from from invoices
),

balances as (
    select
        ends.ends_on, invoices.invoice_id, invoices.currency,
        sum(is_owed * entries.charged - entries.received) as owed, sum(is_owed * entries.written_off) as written_off
    from invoices
    inner join ends on invoices.visible_from <= ends_on and invoices.conflict_from > ends_on
    inner join entries
        on invoices.invoice_id = entries.invoice_id and entries.visible_from <= ends_on and entries.conflict_from > ends_on
    group by ends.ends_on, invoices.invoice_id, invoices.currency
),

recovered as (
    select *, greatest(written_off - greatest(owed, 0), 0) as recovered_amount
    from balances
),

overpaid as (
    select
        recovered.ends_on, recovered.currency, int_end_parts.order_id, terms.part_of(
            cast(greatest(written_off - recovered_amount - owed, 0) as decimal(19, 4)), from_weight, to_weight, whole_weight,
            recovered.currency
        ) as overpaid_amount
    from recovered
    inner join int_end_parts on recovered.invoice_id = int_end_parts.invoice_id
),

orders as (
    select overpaid.currency, overpaid.ends_on, refunds.refunded_amount, sum(overpaid_amount) as overpaid_amount
    from overpaid
    inner join refunds on overpaid.ends_on = refunds.ends_on and overpaid.order_id = refunds.order_id
    inner join stg_orders
        on overpaid.order_id = stg_orders.order_id and overpaid.currency = stg_orders.currency
        and stg_orders.visible_from <= overpaid.ends_on
    group by overpaid.ends_on, overpaid.order_id, overpaid.currency, refunds.refunded_amount
),

reliefs as (
    select ends_on, currency, 'recoveries' as movement, recovered_amount as amount
    from recovered
    union all
    select ends_on, currency, 'sent back', greatest(least(overpaid_amount, refunded_amount), 0)
    from orders
)

select ends_on, currency, movement, cast(sum(amount) as decimal(19, 4)) as amount
from reliefs
group by ends_on, currency, movement
