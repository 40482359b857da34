-- grain: debt_id
-- control: C10
-- title: More attempts than the card network allows
-- type: R
-- severity: medium
-- precedence: cash
-- needs: transactions.payment_method|transactions.provider
-- policy: visa_attempts_30_days, mastercard_attempts_1_day, mastercard_attempts_30_days
-- Attempts of one debt in any one day, and in any 30 days.
with

attempts as (
    select
        debt_id,
        invoice_id,
        order_id,
        customer_id,
        currency,
        unix_date(attempt_date) as day,
        card_network as network
    from int_attempts
    where is_collection
        and debt_id is not null
),

counted as (
    select
        *,
        count(*) over (
            partition by debt_id, network order by day range between current row and current row
        ) as in_1_day,
        count(*) over (
            partition by debt_id, network order by day range between 29 preceding and current row
        ) as in_30_days
    from attempts
    where network is not null
)

select
    debt_id,
    max(invoice_id) as invoice_id,
    max(order_id) as order_id,
    max(customer_id) as customer_id,
    max(currency) as currency,
    null as expected_amount,
    null as actual_amount,
    null as amount,
    concat(
        max(network), ': up to ', max(in_1_day), ' attempts a day, ', max(in_30_days), ' in 30 days'
    ) as evidence
from counted
where network = 'visa' and in_30_days > :visa_attempts_30_days
    or network = 'mastercard' and in_1_day > :mastercard_attempts_1_day
    or network = 'mastercard' and in_30_days > :mastercard_attempts_30_days
group by debt_id
