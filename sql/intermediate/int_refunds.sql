-- grain: return_id
-- kind: table
-- Every return made and known by the end of the as-of day, with its order where it names a known one.
-- sent_back_amount: what of it took down an overpayment of its order, by date. paid_back_amount: the rest, without tax where
-- is_net, for every refund of the order states its net.
with int_orders as (
    select order_id, customer_id, sku, order_date, order_status, sent_back_amount, has_net_refunds
    from int_orders
),

refunds as (
    select
        known_returns.return_id,
        known_returns.order_id,
        coalesce(known_returns.customer_id, int_orders.customer_id) as customer_id,
        coalesce(known_returns.sku, int_orders.sku) as sku,
        known_returns.currency,
        known_returns.return_date,
        known_returns.qty,
        known_returns.refund_amount,
        known_returns.net_amount,
        coalesce(int_orders.has_net_refunds, known_returns.net_amount is not null) as is_net,
        known_returns.reason,
        int_orders.order_id is not null as has_order,
        int_orders.order_date,
        int_orders.order_status,
        coalesce(int_orders.sent_back_amount, 0) as order_sent_back_amount,
        coalesce(sum(greatest(known_returns.refund_amount, 0)) over (
            partition by known_returns.order_id, case when known_returns.order_id is null then known_returns.return_id end
            order by known_returns.return_date, known_returns.return_id
            rows between unbounded preceding and 1 preceding
        ), 0) as refunded_before
    from known_returns
    left join int_orders on known_returns.order_id = int_orders.order_id
),

sent as (
    select
        *, cast(greatest(least(refund_amount, order_sent_back_amount - refunded_before), 0) as decimal(19, 4)) as sent_back_amount
    from refunds
)

select
    refunds.return_id,
    refunds.order_id,
    refunds.customer_id,
    refunds.sku,
    refunds.currency,
    coalesce(known_customers.region, 'Unknown') as region,
    refunds.return_date,
    refunds.qty,
    refunds.refund_amount,
    refunds.sent_back_amount,
    cast(case
        when not is_net then refund_amount - sent_back_amount
        when sent_back_amount = 0 then net_amount
        else terms.in_currency(net_amount - net_amount * sent_back_amount / refund_amount, currency)
    end as decimal(19, 4)) as paid_back_amount,
    refunds.is_net,
    refunds.reason,
    refunds.has_order,
    refunds.order_date,
    refunds.order_status
from sent as refunds
left join known_customers on refunds.customer_id = known_customers.customer_id
