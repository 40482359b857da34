-- grain: met_type, attempt_id, invoice_id, order_id
-- kind: view
-- What money without a known invoice may pay, by rank, with the day and the amount that it has to fit. An order may be unbilled
-- only where the source says which invoices bill which orders. debt_id: what is paid, said as int_attempts says it.
select
    1 as rank, 'capture' as met_type, concat('capture ', attempt_id) as met_name,
    terms.debt(int_unrecorded_captures.invoice_id, cast(null as string)) as debt_id, attempt_id,
    int_unrecorded_captures.invoice_id,
    int_unrecorded_captures.order_id, coalesce(int_unrecorded_captures.customer_id, int_invoices.customer_id) as debtor_id,
    int_unrecorded_captures.currency, attempt_date as met_date, unrecorded_amount as met_amount
from int_unrecorded_captures
left join int_invoices
    on int_unrecorded_captures.invoice_id = int_invoices.invoice_id
union all
select
    2, 'failed attempt', concat('failed attempt ', attempt_id), debt_id, attempt_id, invoice_id, order_id, debtor_id,
    currency, attempt_date, amount
from int_failed_debts
union all
select
    3, 'order', concat('order ', order_id), terms.debt(cast(null as string), order_id), null, null, order_id, customer_id,
    currency, order_date, net_amount
from int_unbilled_orders
where not is_billed_elsewhere
    and (select count(named_order_id) from int_invoice_orders) > 0
union all
select
    4, 'invoice', concat('invoice ', invoice_id), terms.debt(invoice_id, cast(null as string)), null, invoice_id, order_id,
    customer_id, currency, invoice_date, open_amount
from int_invoices
where not is_void
    and is_open
