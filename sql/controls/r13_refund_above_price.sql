-- grain: customer_id, sku, currency, order_id
-- control: R13
-- title: Refund above the price paid
-- type: E
-- severity: medium
-- precedence: excess
-- needs: returns.customer_id|returns.order_id, returns.sku|returns.order_id, returns.qty, orders.sku, orders.qty, orders.price
-- policy: tolerance
-- Refund a piece above the net price a piece: of the order it names, else the highest at which this customer bought
-- the product. One finding for an order, one for all refunds of the product that name none.
with

prices as (
    select
        customer_id,
        sku,
        currency,
        max(net_amount / qty) as highest_price
    from int_orders
    where qty > 0
        and sku is not null
    group by customer_id, sku, currency
),

refunds as (
    select
        int_refunds.customer_id,
        int_refunds.sku,
        int_refunds.currency,
        if(int_refunds.has_order, int_refunds.order_id, null) as order_id,
        int_refunds.qty,
        int_refunds.refund_amount - int_refunds.sent_back_amount as refund_amount,
        if(int_refunds.has_order, int_orders.net_amount / int_orders.qty, prices.highest_price) as price
    from int_refunds
    left join int_orders
        on int_refunds.order_id = int_orders.order_id
    left join prices
        on int_refunds.customer_id = prices.customer_id
        and int_refunds.sku = prices.sku
        and int_refunds.currency = prices.currency
    where int_refunds.customer_id is not null
        and int_refunds.sku is not null
        and int_refunds.qty > 0
        and coalesce(int_orders.qty > 0, true)
),

compared as (
    select
        customer_id,
        sku,
        currency,
        order_id,
        round(sum(qty * price), 2) as worth_amount,
        sum(refund_amount) as refunded_amount,
        count(*) as refunds,
        round(sum(refund_amount - round(qty * price, 4)), 2) as excess_amount
    from refunds
    where refund_amount - round(qty * price, 4) > :tolerance
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
    concat(refunds, ' refunds above the price a piece') as evidence
from compared
