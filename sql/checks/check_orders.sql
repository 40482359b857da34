-- grain: order_id
-- Orders whose net or billed amount is not what staging's orders and the invoices in the marts add up to.
with staged as (
    select order_id, coalesce(net_amount, 0) as net_amount
    from known_orders
),

billed as (
    select order_id, currency, sum(invoiced_amount - charges_amount) as billed_amount
    from mart_invoice_risk
    where order_id is not null
    group by order_id, currency
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
    cast(staged.net_amount as decimal(19, 2)) as staged_net,
    cast(states.state_net as decimal(19, 2)) as state_net,
    billed.billed_amount as invoices_billed,
    cast(states.state_billed as decimal(19, 2)) as state_billed,
    coalesce(states.state_rows, 0) as state_rows
from staged
full join states on staged.order_id = states.order_id
left join billed on states.order_id = billed.order_id and states.currency = billed.currency
where staged.net_amount is distinct from states.state_net
    or states.state_billed <> coalesce(billed.billed_amount, 0)
    or states.state_rows <> 1
