import './crm/actions/get-contact.js';

import './crm/syncs/contacts.js';
