-- grain: invoice_id, known_on, kind, movement_id
-- kind: view
-- What moved an invoice (int_movement_lines), each line with what the invoice says of itself.
-- known_on: the day on which the line was known with its invoice.
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
    greatest(int_movement_lines.visible_from, headers.visible_from) as known_on,
    int_movement_lines.kind, int_movement_lines.movement_id, int_movement_lines.event_date, int_movement_lines.billed_amount,
    int_movement_lines.paid_amount, int_movement_lines.new_due_date, int_movement_lines.credited_amount,
    int_movement_lines.written_off_amount
from headers
inner join int_movement_lines
    on headers.invoice_id = int_movement_lines.invoice_id
