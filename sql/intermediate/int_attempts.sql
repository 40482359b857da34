-- grain: attempt_id
-- kind: table
-- Every entry of the payment provider by the end of the as-of day. debt_id: the invoice it names, else its order, said so.
-- is_collection: no refund, no chargeback, no money won back. is_failure: the money did not come; what is on its way is neither.
-- is_authorisation: it only promised. card_network: by the payment method, else the provider. payment_date and invoice_date
-- later than the as-of day are null: that day did not know them.
select
    attempt_id,
    terms.debt(invoice_id, order_id) as debt_id,
    order_id,
    invoice_id,
    customer_id,
    attempted_at,
    attempt_date,
    amount,
    result_status,
    is_success,
    not is_success and not terms.is_pending(result_status) as is_failure,
    is_refund,
    terms.is_authorisation(transaction_type) as is_authorisation,
    not is_refund
        and not terms.is_chargeback(transaction_type)
        and not terms.is_won_back(transaction_type) as is_collection,
    provider,
    payment_method,
    currency,
    country,
    device,
    transaction_type,
    reason_code,
    stored_retries,
    is_chargeback,
    if(invoice_date <= :as_of, invoice_date, null) as invoice_date,
    if(payment_date <= :as_of, payment_date, null) as payment_date,
    case
        when lower(coalesce(payment_method, provider)) like '%visa%' then 'visa'
        when lower(coalesce(payment_method, provider)) like '%mastercard%' then 'mastercard'
    end as card_network
from known_transactions
