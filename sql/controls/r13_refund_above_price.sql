-- grain: customer_id, sku, currency, order_id
-- control: R13
-- title: Refund above the price paid
-- type: E
-- severity: medium
-- precedence: excess
-- needs: returns.customer_id|returns.order_id, returns.sku|returns.order_id, returns.qty
-- needs: orders.sku|order_lines.sku, orders.qty|order_lines.qty, orders.price|order_lines.price
-- policy: tolerance
-- Refund a piece above the net price a piece: of the order it names, else the highest at which this customer bought
-- the product. One finding for an order, one for all refunds of the product that name none.
with

prices as (
    select
        int_orders.customer_id,
        int_order_lines.sku,
        int_orders.currency,
        max(int_order_lines.net_amount / int_order_lines.qty) as highest_price,
        max(if(
            int_orders.worth_amount = int_orders.net_amount, int_order_lines.net_amount / int_order_lines.qty,
            cast(int_order_lines.net_amount * int_orders.worth_amount / nullif(int_orders.net_amount, 0) as decimal(19, 4))
                / int_order_lines.qty
        )) as highest_price_with_tax
    from int_order_lines
    inner join int_orders
        on int_order_lines.order_id = int_orders.order_id
    where int_order_lines.qty > 0
        and int_order_lines.sku is not null
    group by int_orders.customer_id, int_order_lines.sku, int_orders.currency
),

products as (
    select
        order_id,
        sku,
        cast(sum(qty) as decimal(19, 4)) as qty,
        cast(sum(net_amount) as decimal(19, 4)) as net_amount
    from int_order_lines
    group by order_id, sku
),

-- The price that a refund of an order compares with: its product's, of an order of one product that one's.
order_prices as (
    select
        int_orders.order_id,
        products.sku,
        count(*) over of_order = 1 as is_only_product,
        products.qty,
        if(
            int_orders.worth_amount = int_orders.net_amount, products.net_amount / nullif(products.qty, 0),
            cast(products.net_amount * int_orders.worth_amount / nullif(int_orders.net_amount, 0) as decimal(19, 4))
                / nullif(products.qty, 0)
        ) as price
    from products
    inner join int_orders
        on products.order_id = int_orders.order_id
    window of_order as (
        partition by products.order_id order by products.sku rows between unbounded preceding and unbounded following
    )
),

refunds as (
    select
        int_refunds.customer_id,
        int_refunds.sku,
        int_refunds.currency,
        if(int_refunds.has_order, int_refunds.order_id, null) as order_id,
        int_refunds.qty,
        int_refunds.paid_back_amount as refund_amount,
        case
            when int_refunds.has_order then order_prices.price
            when int_refunds.is_net then prices.highest_price
            else prices.highest_price_with_tax
        end as price
    from int_refunds
    left join order_prices
        on int_refunds.order_id = order_prices.order_id
        and (order_prices.is_only_product or order_prices.sku = int_refunds.sku)
    left join prices
        on int_refunds.customer_id = prices.customer_id
        and int_refunds.sku = prices.sku
        and int_refunds.currency = prices.currency
    where int_refunds.customer_id is not null
        and int_refunds.sku is not null
        and int_refunds.qty > 0
        and coalesce(order_prices.qty > 0, true)
),

compared as (
    select
        customer_id,
        sku,
        currency,
        order_id,
        terms.in_currency(sum(qty * price), currency) as worth_amount,
        sum(refund_amount) as refunded_amount,
        count(*) as refunds,
        terms.in_currency(sum(refund_amount - round(qty * price, 4)), currency) as excess_amount
    from refunds
    where refund_amount - round(qty * price, 4) > terms.minor_units(:tolerance, currency)
    group by customer_id, sku, currency, order_id
)

select
    customer_id,
    sku,
    currency,
    order_id,
    worth_amount as expected_amount,
    refunded_amount as actual_amount,
    excess_amount as amount,
    concat(terms.counted(refunds, 'refund'), ' above the price a piece') as evidence
from compared
