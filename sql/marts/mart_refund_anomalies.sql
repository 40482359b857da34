-- grain: currency, order_id
-- kind: table
-- rows: many
-- Orders with a refund: how much of the order's net went back. Refunds that name no order are only in the totals.
-- refund_pct is null where the net is unknown or not above zero; over_100 then compares the amounts.
with int_refunds as (
    select order_id, currency, customer_id, region, return_date, refund_amount
    from int_refunds
    where order_id is not null
),

int_orders as (
    select order_id, currency, segment, sales_rep_id, sku, category, order_date, order_status, net_amount, paid_amount,
        worth_amount, compared_refund_amount
    from int_orders
),

refunded as (
    select
        order_id,
        currency,
        min(customer_id) as customer_id,
        min(region) as region,
        sum(refund_amount) as refund_amount,
        count(*) as refunds,
        min(return_date) as first_return_date,
        max(return_date) as last_return_date
    from int_refunds
    group by order_id, currency
),

compared as (
    select
        refunded.*,
        int_orders.order_id is not null as has_order,
        coalesce(int_orders.segment, 'Unknown') as segment,
        int_orders.sales_rep_id,
        int_orders.sku,
        int_orders.category,
        int_orders.order_date,
        int_orders.order_status,
        int_orders.net_amount,
        int_orders.paid_amount,
        cast(
            int_orders.compared_refund_amount / if(int_orders.worth_amount > 0, int_orders.worth_amount, null) as double
        ) as refund_pct,
        coalesce(
            int_orders.compared_refund_amount - int_orders.worth_amount > terms.minor_units(:tolerance, refunded.currency), false
        ) as over_100,
        coalesce(int_orders.compared_refund_amount, refunded.refund_amount) - coalesce(int_orders.worth_amount, 0)
            as excess_amount
    from refunded
    left join int_orders on refunded.order_id = int_orders.order_id and refunded.currency = int_orders.currency
)

select
    compared.currency,
    compared.order_id,
    compared.customer_id,
    known_customers.customer_name,
    compared.region,
    compared.segment,
    compared.sales_rep_id,
    compared.sku,
    compared.category,
    compared.order_date,
    compared.order_status,
    compared.has_order,
    cast(compared.net_amount as decimal(19, 3)) as net_amount,
    cast(compared.paid_amount as decimal(19, 3)) as paid_amount,
    cast(compared.refund_amount as decimal(19, 3)) as refund_amount,
    compared.refunds,
    compared.first_return_date,
    compared.last_return_date,
    compared.refund_pct,
    case
        when compared.over_100 then 'Over 100%'
        when compared.refund_pct is null then 'Unknown'
        when compared.refund_pct <= 0.20 then '0-20%'
        when compared.refund_pct <= 0.50 then '20-50%'
        when compared.refund_pct <= 0.80 then '50-80%'
        else '80-100%'
    end as refund_band,
    case
        when compared.over_100 then 5
        when compared.refund_pct is null then 6
        when compared.refund_pct <= 0.20 then 1
        when compared.refund_pct <= 0.50 then 2
        when compared.refund_pct <= 0.80 then 3
        else 4
    end as refund_band_sort,
    coalesce(compared.refund_pct > :refund_share_limit, compared.over_100) as over_80,
    compared.over_100,
    cast(greatest(compared.excess_amount, 0) as decimal(19, 3)) as excess_amount
from compared
left join known_customers on compared.customer_id = known_customers.customer_id
