-- grain: sales_rep_id, currency
-- control: P05
-- title: Discounts bunched just under the limit
-- type: S
-- severity: low
-- precedence: signal
-- needs: orders.qty|order_lines.qty, orders.price|order_lines.price, orders.discount|order_lines.discount, orders.sales_rep_id
-- policy: discount_limit, discount_bunch_width, rep_fewest_orders, fewest_peers, outlier_z
-- The share of a rep's orders whose discount is in the last stretch up to the limit, against the other reps: z is the
-- distance from their median over what reps differ by (1.4826 × MAD), at least over what chance alone makes of
-- that many orders.
with

orders as (
    select
        sales_rep_id,
        currency,
        discount > (:discount_limit - :discount_bunch_width) * gross_amount
            and discount <= terms.in_currency(:discount_limit * gross_amount, currency) as is_close
    from int_orders
    where gross_amount > 0
        and sales_rep_id is not null
),

reps as (
    select
        sales_rep_id,
        currency,
        count(*) as orders,
        count_if(is_close) as close_orders,
        double(count_if(is_close)) / count(*) as share
    from orders
    group by sales_rep_id, currency
    having count(*) >= :rep_fewest_orders
),

medians as (
    select currency, median(share) as peer_share
    from reps
    group by currency
    having count(*) >= :fewest_peers
),

spreads as (
    select medians.currency, medians.peer_share, 1.4826 * median(abs(reps.share - medians.peer_share)) as spread
    from reps
    inner join medians
        on reps.currency = medians.currency
    group by medians.currency, medians.peer_share
),

compared as (
    select
        reps.*,
        spreads.peer_share,
        (peer_share * orders + 1) / (orders + 2) as chance_share,
        (share - peer_share)
            / greatest(spread, sqrt(chance_share * (1 - chance_share) / orders)) as z
    from reps
    inner join spreads
        on reps.currency = spreads.currency
)

select
    sales_rep_id,
    currency,
    null as expected_amount,
    null as actual_amount,
    null as amount,
    concat(
        close_orders, ' of ', orders, ' orders just under the limit, usual are ',
        round(100 * peer_share, 1), ' %, z ', round(z, 1)
    ) as evidence
from compared
where z > :outlier_z
