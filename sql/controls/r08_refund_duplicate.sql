-- grain: return_id
-- control: R08
-- title: Duplicate refund
-- type: E
-- severity: high
-- precedence: excess
-- needs: returns.order_id
-- policy: tolerance
-- Same known order and amount: every refund but the first. Parts for which goods came back are no duplicates, as long as
-- the whole order returns no more than was sold, in pieces and in money. What took down an overpayment is left out.
with

refunds as (
    select
        int_refunds.return_id,
        int_refunds.order_id,
        int_refunds.refund_amount - int_refunds.sent_back_amount as refund_amount,
        int_refunds.qty > 0
            and int_orders.returned_qty <= int_orders.qty
            and int_orders.paid_back_amount - int_orders.worth_amount
                <= terms.minor_units(:tolerance, int_orders.currency) as is_part,
        min(struct(int_refunds.return_date, int_refunds.return_id)) over (
            partition by int_refunds.order_id, int_refunds.refund_amount - int_refunds.sent_back_amount
            order by int_refunds.return_date, int_refunds.return_id
            rows between unbounded preceding and 1 preceding
        ) as first_refund
    from int_refunds
    inner join int_orders
        on int_refunds.order_id = int_orders.order_id
    where int_refunds.refund_amount - int_refunds.sent_back_amount > terms.minor_units(:tolerance, int_refunds.currency)
)

select
    return_id,
    order_id,
    0.00 as expected_amount,
    refund_amount as actual_amount,
    refund_amount as amount,
    concat('repeats refund ', first_refund.return_id, ' of ', first_refund.return_date) as evidence
from refunds
where first_refund is not null
    and not coalesce(is_part, false)
