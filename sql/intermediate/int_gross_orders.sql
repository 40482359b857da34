-- grain: order_id
-- kind: view
-- Orders with what their invoices bill, tax included, and what the order says. Invoices and order are in one currency. is_stated:
-- an invoice says its net. is_compared: large enough to tell one share of tax from another.
with billed as (
    select
        order_id, sum(gross_amount) as gross_amount, count(*) as parts_count,
        min(currency) as least_currency, max(currency) as most_currency, count(stated_net_amount) as stated_parts
    from int_invoice_parts
    where order_id is not null and not is_void
    group by order_id
)

select
    billed.order_id,
    known_orders.customer_id,
    known_orders.currency,
    cast(billed.gross_amount as decimal(19, 4)) as gross_amount,
    int_order_nets.net_amount,
    billed.parts_count,
    billed.stated_parts > 0 as is_stated,
    int_order_nets.net_amount >= 1 as is_compared
from billed
inner join known_orders on billed.order_id = known_orders.order_id
inner join int_order_nets on billed.order_id = int_order_nets.order_id
where int_order_nets.net_amount > 0
    and known_orders.currency = billed.least_currency
    and known_orders.currency = billed.most_currency
