-- grain: customer_id, sku, currency
-- control: R12
-- title: More refunded than was ever sold
-- type: E
-- severity: high
-- precedence: excess
-- needs: returns.customer_id|returns.order_id, returns.sku|returns.order_id
-- needs: orders.sku|order_lines.sku, orders.qty|order_lines.qty
-- policy: tolerance
-- Pieces of one product to one customer, so far; the amount is what they cost, or what was paid back above all sales if that
-- is more. Money alone where a quantity is unknown. What was sold before the ledger begins is unknown, so a product without
-- any sale is left alone. Money of refunds that name an order is R01's and R07's, so the amount is at most what the other
-- refunds paid out, none without such; without goods it is R04's.
with

sold as (
    select
        int_orders.customer_id,
        int_order_lines.sku,
        int_orders.currency,
        sum(int_order_lines.qty) as sold_qty,
        sum(int_order_lines.net_amount) as sold_amount,
        sum(if(
            int_orders.worth_amount = int_orders.net_amount, int_order_lines.net_amount,
            terms.in_currency(
                int_order_lines.net_amount * int_orders.worth_amount / nullif(int_orders.net_amount, 0), int_orders.currency
            )
        )) as sold_with_tax,
        count_if(int_order_lines.qty is null) = 0 as is_counted
    from int_order_lines
    inner join int_orders
        on int_order_lines.order_id = int_orders.order_id
    where int_order_lines.sku is not null
    group by int_orders.customer_id, int_order_lines.sku, int_orders.currency
),

refunded as (
    select
        customer_id,
        sku,
        currency,
        sum(qty) as refunded_qty,
        sum(paid_back_amount) as refunded_amount,
        sum(if(has_order, 0, paid_back_amount)) as loose_amount,
        min(is_net) as is_net,
        count_if(qty is null) = 0 as is_counted
    from int_refunds
    where customer_id is not null
        and sku is not null
        and coalesce(qty <> 0, true)
    group by customer_id, sku, currency
),

compared as (
    select
        refunded.*,
        sold.sold_qty,
        if(refunded.is_net, sold.sold_amount, sold.sold_with_tax) as sold_amount,
        refunded.is_counted and sold.is_counted as is_by_quantity,
        case
            when is_by_quantity and refunded_qty > greatest(sold_qty, 0)
                then greatest(
                    terms.in_currency(
                        (refunded_qty - greatest(sold_qty, 0)) * refunded_amount / refunded_qty, refunded.currency
                    ),
                    refunded_amount - sold_amount
                )
            when not is_by_quantity and refunded_amount - sold_amount > terms.minor_units(:tolerance, refunded.currency)
                then refunded_amount - sold_amount
        end as excess_amount
    from refunded
    inner join sold
        on refunded.customer_id = sold.customer_id
        and refunded.sku = sold.sku
        and refunded.currency = sold.currency
)

select
    customer_id,
    sku,
    currency,
    sold_amount as expected_amount,
    refunded_amount as actual_amount,
    if(loose_amount > terms.minor_units(:tolerance, currency), least(excess_amount, loose_amount), null) as amount,
    if(
        is_by_quantity,
        concat(cast(refunded_qty as decimal(19, 2)), ' refunded of ', cast(sold_qty as decimal(19, 2)), ' sold'),
        'refunded more money than the sales brought'
    ) as evidence
from compared
where excess_amount is not null
