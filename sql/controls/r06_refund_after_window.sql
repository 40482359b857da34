-- grain: return_id
-- control: R06
-- title: Refund after the return window
-- type: E
-- severity: medium
-- precedence: excess
-- needs: returns.order_id, orders
-- policy: tolerance, return_window_days
-- What took down an overpayment of the order is left out.
select
    return_id,
    order_id,
    0.00 as expected_amount,
    refund_amount - sent_back_amount as actual_amount,
    refund_amount - sent_back_amount as amount,
    concat(
        'refunded ', datediff(return_date, order_date), ' days after the order of ', order_date
    ) as evidence
from int_refunds
where refund_amount - sent_back_amount > terms.minor_units(:tolerance, currency)
    and datediff(return_date, order_date) > :return_window_days
