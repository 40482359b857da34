-- grain: customer_id, currency
-- control: R09
-- title: Serial returner
-- type: S
-- severity: low
-- precedence: signal
-- needs: orders, returns.order_id|returns.customer_id
-- policy: serial_returner_fewest, serial_returner_tail
-- How likely this many refunds, or more, are for a customer like the others: the tail of a beta-binomial whose mean and
-- spread are those of all other customers (method of moments, the customer left out).
with

events as (
    select customer_id, currency, 1 as orders, 0 as refunds
    from int_orders
    union all
    select customer_id, currency, 0 as orders, 1 as refunds
    from int_refunds
    where customer_id is not null
        and refund_amount - sent_back_amount > 0
    group by customer_id, currency, order_id, if(order_id is null, return_id, null)
),

customers as (
    select
        customer_id,
        currency,
        sum(orders) as orders,
        least(sum(refunds), sum(orders)) as hits
    from events
    group by customer_id, currency
    having sum(orders) > 0
),

pools as (
    select
        currency,
        count(*) as customers,
        double(sum(orders)) as orders,
        double(sum(hits)) as hits,
        sum(double(orders) * orders) as orders_squared,
        sum(double(hits) * hits / orders) as hits_squared
    from customers
    group by currency
),

peers as (
    select
        customers.*,
        pools.customers - 1 as peers,
        pools.orders - customers.orders as peer_orders,
        pools.hits - customers.hits as peer_hits,
        pools.orders_squared - double(customers.orders) * customers.orders as peer_orders_squared,
        pools.hits_squared - double(customers.hits) * customers.hits / customers.orders as peer_hits_squared
    from customers
    inner join pools
        on customers.currency = pools.currency
    where customers.hits >= :serial_returner_fewest
        and pools.orders > customers.orders
        and customers.hits * pools.orders > pools.hits * customers.orders
),

priors as (
    select
        *,
        terms.beta_binomial_mean(peer_hits, peer_orders) as mean,
        terms.beta_binomial_spread(
            peer_hits, peer_orders, peer_hits_squared, peer_orders_squared, peers
        ) as spread
    from peers
),

tails as (
    select *, terms.beta_binomial_tail(hits, orders, mean, spread) as tail
    from priors
)

select
    customer_id,
    currency,
    null as expected_amount,
    null as actual_amount,
    null as amount,
    concat(
        hits, ' refunds on ', orders, ' orders, usual are ', round(100 * mean, 1), ' %, tail ',
        cast(cast(tail as decimal(10, 6)) as string)
    ) as evidence
from tails
where tail < :serial_returner_tail
