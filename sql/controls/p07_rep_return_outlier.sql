-- grain: sales_rep_id, currency
-- control: P07
-- title: Sales rep with unusually many returns
-- type: S
-- severity: medium
-- precedence: signal
-- needs: orders.sales_rep_id, orders.qty, orders.price, returns.order_id
-- policy: rep_fewest_orders, fewest_peers, outlier_tail
-- How likely so many returned orders, or more, are for a rep like the others: the tail of a beta-binomial whose mean
-- and spread are those of the other reps (method of moments, the rep left out). Amount: refunds above the others' rate.
with

reps as (
    select
        sales_rep_id,
        currency,
        count(*) as orders,
        count_if(returns_count > 0) as hits,
        sum(net_amount) as net_amount,
        sum(refunded_amount) as refunded_amount
    from int_orders
    where sales_rep_id is not null
        and net_amount > 0
    group by sales_rep_id, currency
    having count(*) >= :rep_fewest_orders
),

pools as (
    select
        currency,
        count(*) as reps,
        sum(orders) as orders,
        sum(hits) as hits,
        sum(double(orders) * orders) as orders_squared,
        sum(double(hits) * hits / orders) as hits_squared,
        sum(net_amount) as net_amount,
        sum(refunded_amount) as refunded_amount
    from reps
    group by currency
    having count(*) >= :fewest_peers
),

peers as (
    select
        reps.*,
        pools.reps - 1 as peers,
        double(pools.orders - reps.orders) as n,
        double(pools.hits - reps.hits) as k,
        pools.orders_squared - double(reps.orders) * reps.orders as nn,
        pools.hits_squared - double(reps.hits) * reps.hits / reps.orders as kk,
        pools.net_amount - reps.net_amount as peer_net,
        pools.refunded_amount - reps.refunded_amount as peer_refunded
    from reps
    inner join pools
        on reps.currency = pools.currency
    where reps.hits > 0
        and pools.orders > reps.orders
        and reps.hits * pools.orders > pools.hits * reps.orders
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
    sales_rep_id,
    currency,
    round(net_amount * peer_refunded / peer_net, 2) as expected_amount,
    refunded_amount as actual_amount,
    greatest(refunded_amount - round(net_amount * peer_refunded / peer_net, 2), 0) as amount,
    concat(
        hits, ' of ', orders, ' orders returned, the other reps ', round(100 * mean, 1), ' %, tail ',
        cast(cast(tail as decimal(10, 6)) as string)
    ) as evidence
from tails
where tail < :outlier_tail
