-- grain: order_id
-- control: R02
-- title: Refund above the cash received
-- type: E
-- severity: high
-- precedence: excess
-- needs: returns.order_id, invoices.order_id|invoice_lines.order_id
-- policy: tolerance
-- What took down an overpayment counts on both sides: it was received and sent back.
select
    order_id,
    paid_amount as expected_amount,
    refunded_amount as actual_amount,
    refunded_amount - paid_amount as amount,
    concat(terms.counted(returns_count, 'refund'), ', the last of ', last_return_date) as evidence
from int_orders
where refunded_amount - paid_amount > terms.minor_units(:tolerance, currency)
    and refunded_amount > terms.minor_units(:tolerance, currency)
    and other_currency_invoices = 0
