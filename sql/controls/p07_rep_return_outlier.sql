-- grain: sales_rep_id, currency
-- control: P07
-- title: Sales rep with unusually many returns
-- type: S
-- severity: medium
-- precedence: signal
-- needs: orders.sales_rep_id, orders.qty|order_lines.qty, orders.price|order_lines.price, returns.order_id
-- policy: rep_fewest_orders, fewest_peers, outlier_tail
-- How likely this many returned orders, or more, are for a rep like the others: the tail of a beta-binomial whose mean
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
        double(pools.orders - reps.orders) as peer_orders,
        double(pools.hits - reps.hits) as peer_hits,
        pools.orders_squared - double(reps.orders) * reps.orders as peer_orders_squared,
        pools.hits_squared - double(reps.hits) * reps.hits / reps.orders as peer_hits_squared,
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
    sales_rep_id,
    currency,
    terms.in_currency(net_amount * peer_refunded / peer_net, currency) as expected_amount,
    refunded_amount as actual_amount,
    greatest(refunded_amount - terms.in_currency(net_amount * peer_refunded / peer_net, currency), 0) as amount,
    concat(
        hits, ' of ', orders, ' orders returned, the other reps ', round(100 * mean, 1), ' %, tail ',
        cast(cast(tail as decimal(10, 6)) as string)
    ) as evidence
from tails
where tail < :outlier_tail
