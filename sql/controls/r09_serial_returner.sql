-- grain: customer_id, currency
-- control: R09
-- title: Serial returner
-- type: S
-- severity: low
-- precedence: signal
-- needs: orders, returns.order_id|returns.customer_id
-- policy: serial_returner_fewest, serial_returner_tail
-- How likely so many refunds, or more, are for a customer like the others: the tail of a beta-binomial whose mean and
-- spread are those of all other customers (method of moments, the customer left out).
with

events as (
    select customer_id, currency, 1 as orders, 0 as refunds
    from int_orders
    union all
    select customer_id, currency, 0 as orders, 1 as refunds
    from int_refunds
    where customer_id is not null
        and refund_amount > 0
    group by customer_id, currency, coalesce(order_id, return_id)
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
        pools.orders - customers.orders as n,
        pools.hits - customers.hits as k,
        pools.orders_squared - double(customers.orders) * customers.orders as nn,
        pools.hits_squared - double(customers.hits) * customers.hits / customers.orders as kk
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
        (k + 0.5d) / (n + 1) as mean,
        (kk - k * k / n) / (mean * (1 - mean)) as squares,
        coalesce((squares - (peers - 1)) / nullif(n - nn / n - (peers - 1), 0), 0d) as spread,
        greatest(least(spread, 0.5d), 0.0001d) as rho,
        mean * (1 / rho - 1) as a,
        (1 - mean) * (1 / rho - 1) as b
    from peers
),

tails as (
    select
        *,
        aggregate(
            sequence(0, cast(orders as int) - 1), 0d, (total, i) -> total + ln((b + i) / (a + b + i))
        ) as log_none,
        1 - aggregate(
            sequence(0, cast(hits as int) - 1),
            named_struct('log_p', log_none, 'below', 0d),
            (step, j) -> named_struct(
                'log_p', step.log_p + ln((orders - j) * (a + j) / ((j + 1) * (b + orders - j - 1))),
                'below', step.below + exp(step.log_p)
            )
        ).below as tail
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
