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
            concat(cast(qty as decimal(19, 2)), ' at ', terms.money_text(price, currency)), concat(lines_count, ' lines')
        ),
        ' less a discount of ', terms.money_text(coalesce(discount, 0), currency)
    ) as evidence
from int_orders
where net_amount <= 0
