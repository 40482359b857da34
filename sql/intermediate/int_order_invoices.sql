-- grain: order_id, invoice_id
-- kind: view
-- Which invoices bill which order by its number, and linked_on: the first day that knows it. An invoice bills the order that it
-- names and those that its lines name, whatever the amounts; a credit memo bills nothing.
with invoices as (
    select invoice_id, order_id, visible_from
    from known_invoices
    where amount > 0
),

named as (
    select invoice_id, order_id, visible_from as known_on
    from invoices
    where order_id is not null
    union all
    select
        invoices.invoice_id, known_invoice_lines.order_id,
        greatest(invoices.visible_from, known_invoice_lines.visible_from)
    from invoices
    inner join known_invoice_lines on invoices.invoice_id = known_invoice_lines.invoice_id
    where known_invoice_lines.order_id is not null
)

select order_id, invoice_id, min(known_on) as linked_on
from named
group by order_id, invoice_id
