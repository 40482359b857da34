-- grain: order_id
-- control: B04
-- title: Order billed late
-- type: S
-- severity: low
-- precedence: signal
-- needs: orders.qty|order_lines.qty, orders.price|order_lines.price, invoices.order_id|invoice_lines.order_id
-- policy: tolerance, late_billing_days, annual_interest_rate
-- From the order to its first invoice that is not void; the amount is what the money would have earned.
-- An order without any invoice is B01's.
select
    order_id,
    0.00 as expected_amount,
    terms.in_currency(
        net_amount * datediff(first_invoice_date, order_date) * :annual_interest_rate / 365, currency
    ) as actual_amount,
    terms.in_currency(
        net_amount * datediff(first_invoice_date, order_date) * :annual_interest_rate / 365, currency
    ) as amount,
    concat(
        'order of ', order_date, ' first billed ', first_invoice_date, ', ',
        datediff(first_invoice_date, order_date), ' days later'
    ) as evidence
from int_orders
where not coalesce(is_cancelled, false)
    and net_amount > terms.minor_units(:tolerance, currency)
    and datediff(first_invoice_date, order_date) > :late_billing_days
