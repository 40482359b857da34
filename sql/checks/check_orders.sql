-- grain: order_id
-- Orders whose net or billed amount is not what staging's orders, their lines and the invoices in the marts add up to.
with order_lines as (
    select order_id, if(count(net_amount) = count(*), sum(net_amount), null) as net_amount
    from known_order_lines
    group by order_id
),

staged as (
    select known_orders.order_id, coalesce(order_lines.net_amount, known_orders.net_amount, 0) as net_amount
    from known_orders
    left join order_lines on known_orders.order_id = order_lines.order_id
),

billed as (
    select int_invoice_orders.order_id, mart_invoice_risk.currency, sum(int_invoice_orders.net_amount) as billed_amount
    from mart_invoice_risk
    inner join int_invoice_orders on mart_invoice_risk.invoice_id = int_invoice_orders.invoice_id
    where int_invoice_orders.order_id is not null
    group by int_invoice_orders.order_id, mart_invoice_risk.currency
),

states as (
    select
        order_id, max(currency) as currency, count(*) as state_rows, sum(coalesce(net_amount, 0)) as state_net,
        sum(billed_amount) as state_billed
    from int_orders
    group by order_id
)

select
    coalesce(staged.order_id, states.order_id) as order_id,
    states.currency,
    cast(staged.net_amount as decimal(19, 3)) as staged_net,
    cast(states.state_net as decimal(19, 3)) as state_net,
    cast(billed.billed_amount as decimal(19, 3)) as invoices_billed,
    cast(states.state_billed as decimal(19, 3)) as state_billed,
    coalesce(states.state_rows, 0) as state_rows
from staged
full join states on staged.order_id = states.order_id
left join billed on states.order_id = billed.order_id and states.currency = billed.currency
where staged.net_amount is distinct from states.state_net
    or states.state_billed <> coalesce(billed.billed_amount, 0)
    or states.state_rows <> 1
