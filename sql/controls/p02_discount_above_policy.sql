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
    sum(terms.in_currency(:discount_limit * gross_amount, currency)) as expected_amount,
    sum(discount) as actual_amount,
    sum(discount - terms.in_currency(:discount_limit * gross_amount, currency)) as amount,
    concat(
        'discount ', terms.money_text(sum(discount), max(currency)), ' on ', terms.money_text(sum(gross_amount), max(currency)),
        if(count(*) > 1, concat(', ', count(*), ' lines'), '')
    ) as evidence
from int_order_lines
where gross_amount > 0
    and discount - terms.in_currency(:discount_limit * gross_amount, currency) > terms.minor_units(:tolerance, currency)
group by order_id
