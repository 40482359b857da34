-- grain: order_id
-- control: R07
-- title: More returned than ordered
-- type: E
-- severity: high
-- precedence: excess
-- needs: returns.order_id, returns.qty, orders.qty, orders.price
-- policy: none
-- Over all returns of the order; the pieces too many at the order's net price.
select
    order_id,
    0.00 as expected_amount,
    round((returned_qty - qty) * greatest(net_amount, 0) / qty, 2) as actual_amount,
    round((returned_qty - qty) * greatest(net_amount, 0) / qty, 2) as amount,
    concat(
        cast(returned_qty as decimal(19, 2)), ' returned of ', cast(qty as decimal(19, 2)), ' ordered'
    ) as evidence
from int_orders
where qty > 0
    and returned_qty > qty
