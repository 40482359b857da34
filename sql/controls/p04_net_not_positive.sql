-- grain: order_id
-- control: P04
-- title: Order of zero or less
-- type: Q
-- severity: medium
-- precedence: quality
-- needs: orders.qty|order_lines.qty, orders.price|order_lines.price
-- policy: none
select
    order_id,
    gross_amount as expected_amount,
    net_amount as actual_amount,
    gross_amount as amount,
    concat(
        coalesce(
            concat(cast(qty as decimal(19, 2)), ' at ', cast(price as decimal(19, 2))), concat(lines_count, ' lines')
        ),
        ' less a discount of ', cast(coalesce(discount, 0) as decimal(19, 2))
    ) as evidence
from int_orders
where net_amount <= 0
