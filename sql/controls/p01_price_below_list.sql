-- grain: order_id
-- control: P01
-- title: Sold below list price
-- type: R
-- severity: medium
-- precedence: billing
-- needs: orders.sku|order_lines.sku, orders.qty|order_lines.qty, orders.price|order_lines.price, products.list_price
-- policy: tolerance, list_price_tolerance
-- Line by line; the lines of an order that are below are one finding.
with lines as (
    select
        int_order_lines.order_id,
        int_order_lines.order_line_id,
        int_order_lines.sku,
        int_order_lines.qty,
        int_order_lines.price,
        int_order_lines.currency,
        known_products.list_price
    from int_order_lines
    inner join known_products
        on int_order_lines.sku = known_products.sku
)

select
    order_id,
    sum(terms.in_currency(list_price * qty, currency)) as expected_amount,
    sum(terms.in_currency(price * qty, currency)) as actual_amount,
    sum(terms.in_currency((list_price - price) * qty, currency)) as amount,
    concat(
        min_by(concat(
            'sku ', sku, ': price ', terms.money_text(price, currency), ', list ', terms.money_text(list_price, currency)
        ), order_line_id),
        if(count(*) > 1, concat(', and ', count(*) - 1, ' more lines'), '')
    ) as evidence
from lines
where price < list_price * (1 - :list_price_tolerance)
    and terms.in_currency((list_price - price) * qty, currency) > terms.minor_units(:tolerance, currency)
group by order_id
