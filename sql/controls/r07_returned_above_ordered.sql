-- grain: order_id
-- control: R07
-- title: More returned than ordered
-- type: E
-- severity: high
-- precedence: excess
-- needs: returns.order_id, returns.qty, orders.qty|order_lines.qty, orders.price|order_lines.price
-- policy: none
-- Over all returns of the order, product by product; the pieces too many at the product's net price. Returns that name none
-- of several products of the order take what the others leave, at the order's net price.
with products as (
    select
        order_id,
        coalesce(sku, '') as product,
        max(currency) as currency,
        sum(qty) as qty,
        sum(net_amount) as net_amount
    from int_order_lines
    group by order_id, coalesce(sku, '')
),

orders as (
    select
        order_id,
        count(*) as products,
        min(product) as only_product
    from products
    group by order_id
),

returned as (
    select
        int_refunds.order_id,
        if(orders.products = 1, orders.only_product, products.product) as product,
        sum(int_refunds.qty) as qty
    from int_refunds
    inner join orders
        on int_refunds.order_id = orders.order_id
    left join products
        on int_refunds.order_id = products.order_id
        and int_refunds.sku = products.product
    group by int_refunds.order_id, if(orders.products = 1, orders.only_product, products.product)
),

compared as (
    select
        products.order_id,
        products.currency,
        products.qty,
        products.net_amount,
        greatest(coalesce(returned.qty, 0) - products.qty, 0) as excess_qty,
        greatest(products.qty - coalesce(returned.qty, 0), 0) as left_qty
    from products
    left join returned
        on products.order_id = returned.order_id
        and products.product = returned.product
    where products.qty > 0
),

summed as (
    select
        order_id,
        sum(excess_qty) as excess_qty,
        sum(left_qty) as left_qty,
        sum(terms.in_currency(excess_qty * greatest(net_amount, 0) / qty, currency)) as amount
    from compared
    group by order_id
),

judged as (
    select
        int_orders.order_id,
        int_orders.currency,
        int_orders.returned_qty,
        int_orders.qty,
        summed.excess_qty,
        greatest(coalesce(returned.qty, 0) - summed.left_qty, 0) as loose_qty,
        summed.amount,
        greatest(int_orders.net_amount, 0) as net_amount
    from summed
    inner join int_orders
        on summed.order_id = int_orders.order_id
    left join returned
        on summed.order_id = returned.order_id
        and returned.product is null
    where int_orders.qty > 0
)

select
    order_id,
    0.00 as expected_amount,
    amount + terms.in_currency(loose_qty * net_amount / qty, currency) as actual_amount,
    amount + terms.in_currency(loose_qty * net_amount / qty, currency) as amount,
    concat(
        cast(returned_qty as decimal(19, 2)), ' returned of ', cast(qty as decimal(19, 2)), ' ordered'
    ) as evidence
from judged
where excess_qty + loose_qty > 0
