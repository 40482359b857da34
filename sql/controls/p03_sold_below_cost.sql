-- grain: order_id
-- control: P03
-- title: Sold below cost
-- type: R
-- severity: high
-- precedence: billing
-- needs: orders.sku|order_lines.sku, orders.qty|order_lines.qty, orders.price|order_lines.price, products.cost_price
-- policy: tolerance
-- Line by line; the lines of an order that are below are one finding.
with lines as (
    select
        int_order_lines.order_id,
        int_order_lines.order_line_id,
        int_order_lines.sku,
        int_order_lines.net_amount,
        int_order_lines.currency,
        known_products.cost_price,
        terms.in_currency(known_products.cost_price * int_order_lines.qty, int_order_lines.currency) as cost_amount
    from int_order_lines
    inner join known_products
        on int_order_lines.sku = known_products.sku
    where int_order_lines.qty > 0
)

select
    order_id,
    sum(cost_amount) as expected_amount,
    sum(net_amount) as actual_amount,
    sum(cost_amount - net_amount) as amount,
    concat(
        min_by(concat('sku ', sku, ': cost ', terms.money_text(cost_price, currency), ' each'), order_line_id),
        if(count(*) > 1, concat(', and ', count(*) - 1, ' more lines'), '')
    ) as evidence
from lines
where cost_amount - net_amount > terms.minor_units(:tolerance, currency)
group by order_id
