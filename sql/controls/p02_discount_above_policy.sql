-- grain: order_id
-- control: P02
-- title: Discount above policy
-- type: R
-- severity: medium
-- precedence: billing
-- needs: orders.qty|order_lines.qty, orders.price|order_lines.price, orders.discount|order_lines.discount
-- policy: tolerance, discount_limit
-- Line by line; the lines of an order that are above are one finding. The excess must be above the tolerance: a discount
-- of exactly the limit, rounded up, is allowed.
select
    order_id,
    sum(round(:discount_limit * gross_amount, 2)) as expected_amount,
    sum(discount) as actual_amount,
    sum(discount - round(:discount_limit * gross_amount, 2)) as amount,
    concat(
        'discount ', cast(sum(discount) as decimal(19, 2)), ' on ', cast(sum(gross_amount) as decimal(19, 2)),
        if(count(*) > 1, concat(', ', count(*), ' lines'), '')
    ) as evidence
from int_order_lines
where gross_amount > 0
    and discount - round(:discount_limit * gross_amount, 2) > :tolerance
group by order_id
