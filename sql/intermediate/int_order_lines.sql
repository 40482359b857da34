-- grain: order_id, order_line_id
-- kind: table
-- What each known order sells: its order_lines where all of them have a quantity and a price, else the order's own row as its one
-- line (is_line false). What names one of its lines in the place of the order is resolved in int_billed_lines.
with complete as (
    select order_id
    from known_order_lines
    group by order_id
    having count_if(net_amount is null) = 0
)

select
    known_orders.order_id, known_order_lines.order_line_id, true as is_line, known_order_lines.sku, known_order_lines.qty,
    known_order_lines.price, known_order_lines.discount, known_order_lines.gross_amount, known_order_lines.net_amount,
    known_orders.currency
from known_orders
inner join complete on known_orders.order_id = complete.order_id
inner join known_order_lines on known_orders.order_id = known_order_lines.order_id
union all
select
    known_orders.order_id, '' as order_line_id, false as is_line, known_orders.sku, known_orders.qty,
    known_orders.price, known_orders.discount, known_orders.gross_amount, known_orders.net_amount,
    known_orders.currency
from known_orders
left join complete on known_orders.order_id = complete.order_id
where complete.order_id is null
