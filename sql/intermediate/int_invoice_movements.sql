-- grain: invoice_id, known_on, kind, movement_id
-- kind: view
-- What moved an invoice, each line with what the invoice says of itself. kind: a the invoice, b a charge, c a payment, d a credit
-- note, e a write-off. known_on: the day on which the line was known with its invoice. Money in the invoice's currency.
with invoices as (
    select
        invoice_id, order_id, customer_id, currency, known_currency, ledger_state, invoice_date, due_date, amount, visible_from
    from known_invoices
),
orders as (
    select
        order_id, customer_id, sales_rep_id, status, sku, price, visible_from,
        cast(gross_amount - net_amount as double) / nullif(cast(gross_amount as double), 0) as discount_share
    from known_orders
),
movements as (
    select
        invoice_id, visible_from, 'b' as kind, charge_id as movement_id, charge_date as event_date,
        amount as billed_amount, cast(0 as decimal(19, 4)) as paid_amount, new_due_date,
        cast(0 as decimal(19, 4)) as credited_amount, cast(0 as decimal(19, 4)) as written_off_amount
    from known_charges
    union all
    select
        invoice_id, visible_from, 'c', concat(payment_id, '|', entry), payment_date, cast(0 as decimal(19, 4)), amount, null,
        0, 0
    from known_payments
    where is_success
    union all
    select
        invoice_id, visible_from, 'a', '', invoice_date, amount, cast(0 as decimal(19, 4)), null, 0, 0
    from invoices
    union all
    select
        invoice_id, visible_from, 'd', concat(credit_note_id, '|', entry), credit_date, cast(-amount as decimal(19, 4)), 0,
        null, amount, 0
    from known_credit_notes
    union all
    select
        invoice_id, visible_from, 'e', concat(write_off_id, '|', entry), write_off_date, cast(0 as decimal(19, 4)), 0, null,
        0, amount
    from int_known_write_offs
),
headers as (
    select
        invoices.*,
        orders.sales_rep_id,
        orders.sku,
        orders.price as order_price,
        orders.discount_share,
        coalesce(invoices.customer_id, orders.customer_id) as known_customer_id,
        terms.is_cancelled(orders.status) as is_order_cancelled
    from invoices
    left join orders
        on invoices.order_id = orders.order_id and orders.visible_from <= invoices.visible_from
)
select
    headers.*,
    greatest(movements.visible_from, headers.visible_from) as known_on,
    movements.kind, movements.movement_id, movements.event_date, movements.billed_amount, movements.paid_amount,
    movements.new_due_date, movements.credited_amount, movements.written_off_amount
from headers
inner join movements
    on headers.invoice_id = movements.invoice_id
