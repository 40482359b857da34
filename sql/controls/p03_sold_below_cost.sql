-- grain: order_id
-- control: P03
-- title: Sold below cost
-- type: R
-- severity: high
-- precedence: billing
-- needs: orders.sku, orders.qty, orders.price, products.cost_price
-- policy: tolerance
select
    order_id,
    round(cost_price * qty, 2) as expected_amount,
    net_amount as actual_amount,
    round(cost_price * qty, 2) - net_amount as amount,
    concat('sku ', sku, ': cost ', cast(cost_price as decimal(19, 2)), ' each') as evidence
from int_orders
where qty > 0
    and round(cost_price * qty, 2) - net_amount > :tolerance
