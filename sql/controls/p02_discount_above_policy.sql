-- grain: order_id
-- control: P02
-- title: Discount above policy
-- type: R
-- severity: medium
-- precedence: billing
-- needs: orders.qty, orders.price, orders.discount
-- policy: tolerance, discount_limit
-- The excess must be above the tolerance: a discount of exactly the limit, rounded up, is allowed.
select
    order_id,
    round(:discount_limit * gross_amount, 2) as expected_amount,
    discount as actual_amount,
    discount - round(:discount_limit * gross_amount, 2) as amount,
    concat(
        'discount ', cast(discount as decimal(19, 2)), ' on ', cast(gross_amount as decimal(19, 2))
    ) as evidence
from int_orders
where gross_amount > 0
    and discount - round(:discount_limit * gross_amount, 2) > :tolerance
