-- grain: order_id
-- control: P01
-- title: Sold below list price
-- type: R
-- severity: medium
-- precedence: billing
-- needs: orders.sku, orders.qty, orders.price, products.list_price
-- policy: tolerance, list_price_tolerance
select
    order_id,
    round(list_price * qty, 2) as expected_amount,
    round(price * qty, 2) as actual_amount,
    round((list_price - price) * qty, 2) as amount,
    concat(
        'sku ', sku, ': price ', cast(price as decimal(19, 2)),
        ', list ', cast(list_price as decimal(19, 2))
    ) as evidence
from int_orders
where price < list_price * (1 - :list_price_tolerance)
    and round((list_price - price) * qty, 2) > :tolerance
